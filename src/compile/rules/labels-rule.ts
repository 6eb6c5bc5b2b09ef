import type { Problem } from '../../kernel/problem.js'
import { keyedDefinitions } from '../definition-key.js'
import { problem, type Rule } from './rule.js'

/** Kinds whose definitions people see by their label. */
const labelled = ['area', 'resource', 'role', 'ledger', 'report', 'connector', 'print', 'job', 'invariant']

/** Whatever people read is there in Chinese and in English. */
export const labelsRule: Rule = ({ catalog }) =>
  keyedDefinitions(catalog.definitions).flatMap(({ key, definition }) => {
    const missing = labelled.includes(key.split(':')[0] ?? '') && !('label' in definition) ? [incomplete(`${key}.label`)] : []
    return [...missing, ...checkTexts(definition, key)]
  })

/** Every text inside a definition, wherever it stands: an object that speaks one of the two languages. */
function checkTexts(part: unknown, at: string): readonly Problem[] {
  if (typeof part !== 'object' || part === null) return []
  if (isText(part)) return isBlank(part.zh) || isBlank(part.en) ? [incomplete(at)] : []
  return Object.entries(part).flatMap(([name, inner]) => checkTexts(inner, `${at}.${name}`))
}

function isText(part: object): part is { readonly zh?: unknown; readonly en?: unknown } {
  const keys = Object.keys(part)
  return keys.length > 0 && keys.every((key) => key === 'zh' || key === 'en')
}

const isBlank = (text: unknown): boolean => typeof text !== 'string' || text.trim() === ''

const incomplete = (at: string): Problem =>
  problem(
    'missing-text',
    at,
    { zh: '缺少中文或英文。', en: 'The Chinese or the English text is missing.' },
    { zh: '写成 {"zh":"…","en":"…"}。', en: 'Write {"zh":"…","en":"…"}.' },
  )
