import { z } from 'zod'
import { MalformedError } from '../kernel/errors.js'

/** A text a person typed: never longer than a page. */
export const shortText = z.string().max(1_000)
export const idText = z.string().regex(/^[1-9]\d{0,18}$/)
/** A condition or a tree of values: shape checked by whoever understands it; depth and keys were checked at the border. */
export const plainObject = z.record(z.string(), z.unknown())

/** @throws MalformedError with the place of each mistake; unknown keys are mistakes when the schema is strict */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const errors = result.error.issues.slice(0, 50).map((issue) => ({
    at: issue.path.map(String).join('.').slice(0, 200) || keysOf(issue),
    code: issue.code === 'unrecognized_keys' ? 'unknown-field' : 'bad-value',
    message: { zh: '此处内容有误。', en: issue.message.slice(0, 300) },
  }))
  throw new MalformedError('bad-body', { zh: '请求内容有误。', en: 'The body of the request is malformed.' }, { errors })
}

function keysOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'unrecognized_keys' ? issue.keys.join(',').slice(0, 200) : ''
}
