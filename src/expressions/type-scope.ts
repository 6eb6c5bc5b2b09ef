import type { Text } from '../kernel/texts.js'
import type { Expression, ValueType } from './tree.js'

/** What is known of a name: a field, an answer, a parameter. */
export interface NamedType {
  readonly type: ValueType
  /** Digits behind the point, for decimals. */
  readonly scale: number | null
  /** `contains` and `startsWith` work on it. */
  readonly searchable: boolean
  /** Values it may take; null when any. */
  readonly options: readonly string[] | null
  /** The rows a reference or relation leads to; null for anything else. */
  readonly target: (() => TypeScope) | null
  /** A relation to many rows: to be aggregated over. */
  readonly many: boolean
}

/** Names an expression may use; `compile` makes one of each resource. */
export interface TypeScope {
  field(name: string): NamedType | undefined
  readonly fieldNames: readonly string[]
  answer(name: string): NamedType | undefined
  readonly answerNames: readonly string[]
}

/** A mistake of type: the caller knows where the expression stands. */
export interface TypeProblem {
  readonly code: string
  readonly message: Text
  readonly hint: Text
}

export interface Checked {
  readonly node: Expression
  readonly type: ValueType
  readonly scale: number | null
  /** What its constants must be one of. */
  readonly options: readonly string[] | null
}

/** One check: where names are looked up, and what is wrong so far. */
export interface Check {
  readonly scope: TypeScope
  readonly problems: TypeProblem[]
  readonly nested: number
}

export type CheckNode = (check: Check, node: Expression, want?: Pick<Checked, 'type' | 'options'>) => Checked

export function complain(check: Check, code: string, message: Text, hint: Text = { zh: '', en: '' }): void {
  check.problems.push({ code, message, hint })
}

export function checked(node: Expression, type: ValueType, scale: number | null = null): Checked {
  return { node, type, scale: type === 'decimal' ? (scale ?? 0) : null, options: null }
}

export const typeNames: Readonly<Record<ValueType, Text>> = {
  decimal: { zh: '数字', en: 'a number' },
  text: { zh: '文本', en: 'text' },
  boolean: { zh: '是否', en: 'yes or no' },
  date: { zh: '日期', en: 'a date' },
  instant: { zh: '时间', en: 'an instant' },
  reference: { zh: '引用', en: 'a reference' },
  list: { zh: '列表', en: 'a list' },
  unknown: { zh: '未知类型', en: 'of no known type' },
}

/** Complains unless the type is the wanted one; what failed already is not complained of again. */
export function expectType(check: Check, found: Checked, wanted: ValueType, what: Text): void {
  if (found.type === wanted || found.type === 'unknown') return
  const [is, must] = [typeNames[found.type], typeNames[wanted]]
  complain(check, 'wrong-type', { zh: `${what.zh}应为${must.zh}，而不是${is.zh}。`, en: `${what.en} must be ${must.en}, not ${is.en}.` })
}
