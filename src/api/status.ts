/** The only place with status codes. */
import type { Verdict } from '../http/problem-answer.js'
import {
  BlockedError,
  ConflictError,
  type DanjuError,
  ForbiddenError,
  InvalidError,
  MalformedError,
  NotFoundError,
  PreconditionError,
  TooLargeError,
  TooManyError,
  UnauthenticatedError,
  UnavailableError,
} from '../kernel/errors.js'
import type { Text } from '../kernel/texts.js'

export const ok = 200
export const created = 201
/** The work goes on after the answer. */
export const accepted = 202
export const noContent = 204

type Kind = abstract new (...args: never[]) => DanjuError
type Line = readonly [Kind, number, Text]

/** The first that fits. */
const lines: readonly Line[] = [
  [MalformedError, 400, { zh: '请求有误', en: 'Bad request' }],
  [UnauthenticatedError, 401, { zh: '未登录', en: 'Not signed in' }],
  [ForbiddenError, 403, { zh: '没有权限', en: 'Forbidden' }],
  [NotFoundError, 404, { zh: '未找到', en: 'Not found' }],
  [ConflictError, 409, { zh: '冲突', en: 'Conflict' }],
  [BlockedError, 409, { zh: '当前不可执行', en: 'Not possible now' }],
  [TooLargeError, 413, { zh: '内容过大', en: 'Too large' }],
  [InvalidError, 422, { zh: '内容无效', en: 'Invalid' }],
  [PreconditionError, 428, { zh: '需要版本号', en: 'Version required' }],
  [TooManyError, 429, { zh: '请求过于频繁', en: 'Too many requests' }],
  [UnavailableError, 503, { zh: '服务暂时不可用', en: 'Unavailable' }],
]

const fault: Verdict = { status: 500, title: { zh: '服务器错误', en: 'Server error' }, isFault: true }

/** How an error is answered; what has no name is a fault of ours. */
export function verdictOn(error: unknown): Verdict {
  const line = lines.find(([kind]) => error instanceof kind)
  if (line === undefined) return fault
  const [kind, status, title] = line
  return { status, title, isFault: kind === UnavailableError }
}
