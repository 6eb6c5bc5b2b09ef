import type { DefaultModel, OptionModel } from '../../../compile/model.js'
import type { BesideModel } from '../../../compile/screens-model.js'
import type { FieldKind } from '../../../define/field.js'
import type { Paper } from '../../../define/print.js'
import type { Expression } from '../../../expressions/tree.js'
import type { Text } from '../../../kernel/texts.js'

/** What this visitor may see of the company's Model, as the screens read it: no optional keys. */
export interface ScreenModel {
  readonly version: number
  readonly areas: readonly { readonly name: string; readonly label: Text }[]
  readonly resources: ReadonlyMap<string, Resource>
  readonly reports: readonly Report[]
}

export interface Resource {
  readonly name: string
  readonly label: Text
  readonly area: string
  /** The field people know a record by. */
  readonly title: string
  readonly fields: readonly Field[]
  readonly field: ReadonlyMap<string, Field>
  readonly workflow: {
    readonly initial: string
    readonly states: readonly OptionModel[]
    readonly transitions: readonly Transition[]
  } | null
  readonly screens: Screens
  /** Actions and transitions some grant of this visitor allows. */
  readonly can: ReadonlySet<string>
  /** What must hold of a record; those this visitor may know. */
  readonly rules: readonly { readonly must: Expression; readonly message: Text; readonly at: string | null }[]
  /** Lines of another record: no screens of their own. */
  readonly owned: boolean
}

export interface Print {
  readonly name: string
  readonly label: Text
  readonly paper: Paper
}

export interface Screens {
  readonly list: readonly string[]
  readonly filter: readonly string[]
  readonly sort: string
  readonly form: readonly { readonly name: string; readonly label: Text; readonly fields: readonly string[] }[]
  readonly highlights: readonly string[]
  readonly related: readonly string[]
  readonly board: { readonly by: string; readonly sum: string | null } | null
  readonly print: readonly Print[]
  /** Of lines: what other records say, beside the cells. */
  readonly beside: readonly BesideModel[]
  /** Null: not in the navigation. */
  readonly menu: number | null
}

export interface Field {
  readonly name: string
  readonly kind: FieldKind
  readonly label: Text
  readonly help: Text | null
  readonly scale: number | null
  readonly length: number | null
  readonly min: string | null
  readonly max: string | null
  readonly required: Expression
  readonly changeable: Expression
  readonly visible: Expression
  readonly default: DefaultModel | null
  readonly formula: Expression | null
  readonly stored: boolean
  readonly options: readonly OptionModel[]
  readonly target: string | null
  /** Which records may be chosen, read on them. */
  readonly where: Expression | null
  readonly relation: { readonly by: string; readonly owned: boolean; readonly atLeast: number } | null
  readonly searchable: boolean
  readonly unique: boolean
  readonly implicit: boolean
  /** Some grant of this visitor lets it be written: in a new record, or in an old one, as the model is asked for. */
  readonly writable: boolean
}

export interface Transition {
  readonly name: string
  readonly label: Text
  readonly from: readonly string[]
  readonly to: string
  readonly ask: readonly Field[]
  readonly confirm: Text | null
  readonly tone: 'primary' | 'neutral' | 'danger'
}

export interface Report {
  readonly name: string
  readonly label: Text
  readonly area: string
  readonly parameters: readonly Field[]
  readonly chart: { readonly kind: 'bar' | 'line' | 'pie'; readonly x: string; readonly y: string } | null
  readonly columns: readonly ReportColumn[]
}

export interface ReportColumn {
  readonly name: string
  readonly label: Text
  readonly kind: FieldKind
  readonly scale: number | null
  readonly total: boolean
  readonly options: readonly OptionModel[]
}

/** A reference as records carry it. */
export interface Reference {
  readonly id: string
  readonly label: string
}

export type Values = Readonly<Record<string, unknown>>

export type RecordView = Values & { readonly id: string; readonly version: number }

export function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && 'id' in value && 'label' in value
}

const decimalKinds: ReadonlySet<FieldKind> = new Set(['integer', 'decimal', 'quantity', 'money', 'unitPrice', 'percent'])

export const isNumeric = (kind: FieldKind): boolean => decimalKinds.has(kind)

/** Kinds whose sum over many records means something. */
export const isSummable = (field: Field): boolean => field.stored && ['money', 'quantity', 'decimal'].includes(field.kind)

/** The field at a path such as `number` or `customer.region`. */
export function fieldAt(model: ScreenModel, resource: Resource, path: string): Field | undefined {
  const [head = '', ...rest] = path.split('.')
  const field = resource.field.get(head)
  if (field === undefined || rest.length === 0) return field
  const target = model.resources.get(field.target ?? '')
  return target === undefined ? undefined : fieldAt(model, target, rest.join('.'))
}

/** The value at such a path; references carry the fields that were asked of them, or the path stands flat in the row. */
export function valueAt(row: Values, path: string): unknown {
  if (path in row) return row[path]
  return path
    .split('.')
    .reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? (value as Values)[part] : undefined), row)
}
