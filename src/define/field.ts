import type { Text } from '../kernel/texts.js'
import type { Condition } from './condition.js'
import type { Constant, FromValue, NamedValue } from './values.js'

export type FieldKind =
  | 'text'
  | 'longText'
  | 'email'
  | 'phone'
  | 'url'
  | 'integer'
  | 'decimal'
  | 'quantity'
  | 'money'
  | 'unitPrice'
  | 'percent'
  | 'date'
  | 'instant'
  | 'boolean'
  | 'select'
  | 'multiSelect'
  | 'sequence'
  | 'belongsTo'
  | 'hasMany'
  | 'file'
  | 'json'
  | 'secret'

/** How a masked value is shown: the last digits of a phone, the first letter of a name, or nothing but dots. */
export type Mask = 'phone' | 'email' | 'name' | 'last4' | 'dots'

/** A state, or a condition, in which something holds. `true` always, `false` never. */
export type When = boolean | string | readonly string[] | Condition

/** What every field may say. */
export interface FieldOptions {
  /** Given by the platform to a field born in the browser, and never used again: grants and the column point at it. */
  readonly id?: string
  readonly label?: Text
  readonly help?: Text
  /** `true`, a state such as `'submitted'`, or a condition. */
  readonly required?: When
  /** When it may be changed: a state (`'draft'`), states, or a condition. Always, when not said. */
  readonly changeable?: When
  readonly visible?: When
  readonly default?: Constant | FromValue | NamedValue
  /** Alone (`true`) or together with other fields (`['warehouse']`). */
  readonly unique?: boolean | readonly string[]
  /** Words grants use to hide or mask several fields at once, e.g. `cost`. Tags go with the value through formulas. */
  readonly tags?: readonly string[]
  readonly mask?: Mask
  /** Text that search and `contains` look through. The title field is always searchable. */
  readonly searchable?: boolean
  /** A line of the formula language; the field is then computed and nobody writes it. */
  readonly formula?: string
  /** Fields this formula may show although they are hidden from the reader, and why. */
  readonly reveals?: { readonly fields: readonly string[]; readonly because: string }
  /** An index of its own, for fields that lists filter or sort by. References, states and dates that screens filter by have one anyway. */
  readonly indexed?: boolean
}

export interface TextOptions extends FieldOptions {
  /** Characters; 200 when not said, 2,000 at most. */
  readonly length?: number
}
export interface DecimalOptions extends FieldOptions {
  readonly precision?: number
  readonly scale?: number
  readonly min?: Constant
  readonly max?: Constant
}
export type Option =
  | string
  | { readonly value: string; readonly label?: Text; readonly tone?: 'neutral' | 'info' | 'success' | 'warning' | 'danger' }
/** `'roles'`: every role that people can hold, those published later too. */
export type Options = readonly Option[] | 'roles'
export interface SelectOptions extends FieldOptions {
  readonly options: Options
}
export interface SequenceOptions extends FieldOptions {
  /** Tokens `{yyyy} {MM} {dd} {0000}`; the counter starts anew whenever what stands before it changes. */
  readonly pattern: string
  /** The field whose day is printed; the day of creation when not said. */
  readonly dated?: string
  /** No number is ever missing: what bears one cannot be removed. Drafts that may be should draw theirs later, by `drawnBy`. */
  readonly gapless?: boolean
  /** The transition that draws the number; at creation when not said. */
  readonly drawnBy?: string
}
export interface BelongsToOptions extends FieldOptions {
  /** Which records may be chosen. */
  readonly where?: Condition
}
export interface HasManyOptions extends FieldOptions {
  /** Owned rows live and die with this record and are saved with it. */
  readonly owned?: boolean
  /** The field of the other resource that refers to this one; found by itself when there is only one. */
  readonly by?: string
  readonly atLeast?: number
}
export interface FileOptions extends FieldOptions {
  readonly maxBytes?: number
  readonly types?: readonly string[]
}

/** A field as authors and browsers write it: `{ kind, … }`. */
export type Field = FieldOptions & {
  readonly kind: FieldKind
  readonly length?: number
  readonly precision?: number
  readonly scale?: number
  readonly min?: Constant
  readonly max?: Constant
  readonly options?: Options
  readonly pattern?: string
  readonly dated?: string
  readonly gapless?: boolean
  readonly drawnBy?: string
  readonly target?: string
  readonly where?: Condition
  readonly owned?: boolean
  readonly by?: string
  readonly atLeast?: number
  /** Of a line: where it stands among those of its owner, from 1. The platform keeps it; lines are read in this order. */
  readonly place?: boolean
  readonly maxBytes?: number
  readonly types?: readonly string[]
}

type Kind<Name extends FieldKind, Options> = Options & { readonly kind: Name }

const fieldOf =
  <Name extends FieldKind, Options extends FieldOptions>(kind: Name) =>
  (options?: Options): Kind<Name, Options> =>
    ({ kind, ...options }) as Kind<Name, Options>

export const text = fieldOf<'text', TextOptions>('text')
export const longText = fieldOf<'longText', FieldOptions>('longText')
export const email = fieldOf<'email', FieldOptions>('email')
export const phone = fieldOf<'phone', FieldOptions>('phone')
export const url = fieldOf<'url', FieldOptions>('url')
export const integer = fieldOf<'integer', DecimalOptions & { readonly place?: boolean }>('integer')
/** A plain number; 18 digits of which 4 behind the point unless said. */
export const decimal = fieldOf<'decimal', DecimalOptions>('decimal')
/** 18 digits of which 6 behind the point. */
export const quantity = fieldOf<'quantity', DecimalOptions>('quantity')
/** 18 digits of which 2 behind the point, in the company's currency. */
export const money = fieldOf<'money', DecimalOptions>('money')
/** 18 digits of which 8 behind the point. */
export const unitPrice = fieldOf<'unitPrice', DecimalOptions>('unitPrice')
/** A fraction: 13 % is `0.13`; 9 digits of which 6 behind the point. */
export const percent = fieldOf<'percent', DecimalOptions>('percent')
/** A calendar day of the company. */
export const date = fieldOf<'date', FieldOptions>('date')
/** An instant in UTC. */
export const instant = fieldOf<'instant', FieldOptions>('instant')
export const boolean = fieldOf<'boolean', FieldOptions>('boolean')
export const select = (options: SelectOptions): Kind<'select', SelectOptions> => ({ kind: 'select', ...options })
export const multiSelect = (options: SelectOptions): Kind<'multiSelect', SelectOptions> => ({ kind: 'multiSelect', ...options })
/** A document number, drawn in the transaction that creates the document. */
export const sequence = (options: SequenceOptions): Kind<'sequence', SequenceOptions> => ({ kind: 'sequence', ...options })
export const belongsTo = (
  target: string,
  options: BelongsToOptions = {},
): Kind<'belongsTo', BelongsToOptions & { readonly target: string }> => ({ kind: 'belongsTo', target, ...options })
export const hasMany = (target: string, options: HasManyOptions = {}): Kind<'hasMany', HasManyOptions & { readonly target: string }> => ({
  kind: 'hasMany',
  target,
  ...options,
})
export const file = fieldOf<'file', FileOptions>('file')
export const json = fieldOf<'json', FieldOptions>('json')
/** Written, never read back: shown as dots, and nowhere in history. */
export const secret = fieldOf<'secret', FieldOptions>('secret')
