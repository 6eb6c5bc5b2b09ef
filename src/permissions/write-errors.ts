import { MalformedError } from '../kernel/errors.js'
import type { Text } from '../kernel/texts.js'

export type WriteRefusal =
  | 'unknown-resource'
  | 'read-only'
  | 'not-granted'
  | 'row-refused'
  | 'new-row-refused'
  | 'unknown-field'
  | 'unwritable-field'

/** Why a write is refused, in words that tell nothing one may not know. */
export const writeTexts: Readonly<Record<WriteRefusal, Text>> = {
  'unknown-resource': { zh: '找不到所请求的内容。', en: 'Not found.' },
  'read-only': { zh: '当前以他人视角查看，不能修改。', en: 'You are looking with another person’s eyes; nothing can be changed.' },
  'not-granted': { zh: '您的角色没有此操作的权限。', en: 'Your role may not do this.' },
  'row-refused': { zh: '您不能对这条记录执行此操作。', en: 'You may not do this to this record.' },
  'new-row-refused': { zh: '修改后的记录超出您的权限范围。', en: 'The record would leave what you may write.' },
  'unknown-field': { zh: '没有这个字段。', en: 'There is no such field.' },
  'unwritable-field': { zh: '您不能修改这个字段。', en: 'You may not write this field.' },
}

export function unwritableField(fields: readonly string[]): MalformedError {
  const errors = fields.map((at) => ({
    at,
    code: 'unwritable-field',
    message: { zh: `您不能修改“${at}”。`, en: `You may not write “${at}”.` },
  }))
  return new MalformedError('unwritable-field', errors[0]?.message ?? writeTexts['unwritable-field'], { errors })
}
