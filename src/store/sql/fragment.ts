import type { ValueType } from '../../expressions/tree.js'

/** SQL with `?` for each parameter, in order. */
export interface Fragment {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** A fragment that yields a value of a known type; decimals with any scale. */
export interface Typed extends Fragment {
  readonly type: ValueType
}

/** Trusted text: keywords and identifiers quoted by the dialect. Never a value. */
export function raw(sql: string): Fragment {
  return { sql, parameters: [] }
}

export function parameter(value: unknown): Fragment {
  return { sql: '?', parameters: [value] }
}

/** ``sql`(${a} = ${b})` ``: fragments joined, their parameters in order. A string among the parts is trusted text. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Fragment | string)[]): Fragment {
  const fragments = parts.map((part) => (typeof part === 'string' ? raw(part) : part))
  const text = strings.reduce((joined, string, index) => `${joined}${fragments[index - 1]?.sql ?? ''}${string}`)
  return { sql: text, parameters: fragments.flatMap((fragment) => fragment.parameters) }
}

export function join(fragments: readonly Fragment[], separator: string): Fragment {
  return { sql: fragments.map((one) => one.sql).join(separator), parameters: fragments.flatMap((one) => one.parameters) }
}

export function typed(type: ValueType, { sql: text, parameters }: Fragment): Typed {
  return { type, sql: text, parameters }
}
