/**
 * The Model: what every room after `compile/` reads. Deeply frozen, no optional keys, plain JSON all through.
 * May import `define/`, `expressions/` and `kernel/`.
 */

import type { Connector } from '../define/connector.js'
import type { Area } from '../define/definitions.js'
import type { FieldKind, Mask } from '../define/field.js'
import type { Schedule } from '../define/job.js'
import type { Ledger } from '../define/ledger.js'
import type { PrintTemplate } from '../define/print.js'
import type { SystemRight } from '../define/role.js'
import type { Constant, NamedValue } from '../define/values.js'
import type { Move } from '../define/workflow.js'
import type { Expression, ValueType } from '../expressions/tree.js'
import type { Duration } from '../kernel/duration.js'
import type { Text } from '../kernel/texts.js'
import type { ScreensModel } from './screens-model.js'
import type { TableModel } from './table-model.js'

export type Named<T> = Readonly<Record<string, T>>

export interface Model {
  readonly version: number
  readonly areas: readonly Area[]
  readonly resources: Named<ResourceModel>
  readonly roles: Named<RoleModel>
  readonly ledgers: Named<Ledger>
  readonly reports: Named<ReportModel>
  readonly connectors: Named<Connector>
  readonly prints: Named<PrintTemplate>
  readonly jobs: Named<JobModel>
  readonly invariants: Named<InvariantModel>
  /** Physical tables, search tables included, for the schema planner. */
  readonly tables: readonly TableModel[]
  /** Resource names, in the one global order in which rows are locked: documents before what they roll up into, owners before their lines, balances near the end. */
  readonly lockOrder: readonly string[]
}

export interface ResourceModel {
  readonly name: string
  readonly label: Text
  readonly area: string
  readonly title: string
  readonly table: string
  /** Table of search terms: `(term, record_id, field)`; null when nothing is searchable. */
  readonly searchTable: string | null
  readonly fields: Named<FieldModel>
  /** Names of `fields` in the order they are shown; implicit ones last. */
  readonly fieldNames: readonly string[]
  /** For owned lines: whose they are. They have no grants of their own. */
  readonly owner: { readonly resource: string; readonly relation: string; readonly by: string } | null
  /** hasMany fields that are owned. */
  readonly ownedRelations: readonly string[]
  /** The ledger that alone writes these rows. */
  readonly keptBy: string | null
  readonly rules: readonly RuleModel[]
  readonly scopes: Named<Expression>
  readonly workflow: WorkflowModel | null
  readonly grants: readonly GrantModel[]
  readonly restrictions: readonly RestrictionModel[]
  readonly alerts: readonly AlertModel[]
  readonly screens: ScreensModel
  /** Stored formulas in the order they depend on each other; those of owned lines are in the line resource. */
  readonly storedFormulas: readonly string[]
  /** What rows of this resource add to rows of others. */
  readonly rollups: readonly RollupModel[]
  /** Field names, each combination unique among rows (nulls do not collide). */
  readonly uniques: readonly (readonly string[])[]
}

export interface FieldModel {
  /** Never changes, never reused: grants of the browser point at it. */
  readonly id: string
  readonly name: string
  readonly kind: FieldKind
  readonly label: Text
  readonly help: Text | null
  readonly value: ValueType
  /** Where it is stored; null for hasMany and for formulas that read the day. */
  readonly column: string | null
  /** What to sort by: the column itself, or the pinyin key beside it. */
  readonly sortColumn: string | null
  readonly precision: number | null
  readonly scale: number | null
  readonly length: number | null
  readonly min: string | null
  readonly max: string | null
  readonly required: Expression
  readonly changeable: Expression
  readonly visible: Expression
  readonly default: DefaultModel | null
  readonly unique: boolean
  readonly formula: Expression | null
  /** The formula's source, for the browser and for `model`. */
  readonly formulaText: string | null
  readonly stored: boolean
  readonly options: readonly OptionModel[]
  /** Resource a belongsTo or hasMany points at. */
  readonly target: string | null
  /** Which records a belongsTo may choose. */
  readonly where: Expression | null
  readonly relation: { readonly by: string; readonly owned: boolean; readonly atLeast: number } | null
  readonly sequence: SequenceModel | null
  /** Where a line stands among those of its owner. */
  readonly place: boolean
  /** Own tags and those of everything it is computed from, unless it reveals them. */
  readonly tags: readonly string[]
  readonly mask: Mask
  readonly searchable: boolean
  readonly indexed: boolean
  /** id, status, version, createdAt … */
  readonly implicit: boolean
  /** Somebody may write it: not computed, no sequence, not implicit, no hasMany but owned. */
  readonly writable: boolean
  readonly file: { readonly maxBytes: number; readonly types: readonly string[] } | null
}

export interface OptionModel {
  readonly value: string
  readonly label: Text
  readonly tone: 'neutral' | 'info' | 'success' | 'warning' | 'danger'
}

/** A constant, a named value, or a path through a reference of the record being made. */
export type DefaultModel =
  | { readonly kind: 'constant'; readonly value: Constant }
  | { readonly kind: 'named'; readonly value: NamedValue }
  | { readonly kind: 'from'; readonly path: readonly string[] }

export interface SequenceModel {
  readonly pattern: string
  readonly dated: string | null
  readonly gapless: boolean
  readonly drawnBy: string | null
}

export interface RuleModel {
  readonly name: string
  readonly must: Expression
  readonly message: Text
  readonly at: string | null
}

export interface WorkflowModel {
  readonly initial: string
  readonly states: readonly OptionModel[]
  readonly transitions: Named<TransitionModel>
}

export interface TransitionModel {
  readonly name: string
  readonly label: Text
  readonly from: readonly string[]
  readonly to: string
  readonly ask: Named<FieldModel>
  readonly requires: Expression | null
  readonly otherwise: Text | null
  readonly set: Named<Expression>
  readonly postings: readonly PostingModel[]
  readonly makings: readonly MakingModel[]
  readonly then: Named<string>
  readonly enqueue: readonly string[]
  readonly notices: readonly NoticeModel[]
  readonly confirm: Text | null
  readonly tone: 'primary' | 'neutral' | 'danger'
}

/** Somebody named by several is told once, by the first. */
export interface NoticeModel {
  readonly roles: readonly string[]
  /** Paths to users. */
  readonly users: readonly string[]
  readonly severity: AlertModel['severity']
  readonly message: Text
  /** Paths the message names, answers left out. */
  readonly facts: readonly string[]
}

export interface PostingModel {
  readonly ledger: string
  readonly move: Move
  /** Owned relation, or null for the record itself. */
  readonly lines: string | null
  /** Read on the line; its owner is reached by the line's own reference to it. */
  readonly where: Expression
  readonly item: Expression
  readonly place: Expression
  readonly quantity: Expression
  readonly unitCost: Expression | null
  /** Reads the id of the line that holds the reservation. */
  readonly source: Expression
  readonly effectiveOn: Expression
  readonly shortage: Expression
}

export interface MakingModel {
  readonly resource: string
  /** Reference to follow first; null: made from the record itself. */
  readonly from: string | null
  readonly set: Named<Expression>
  readonly lines: { readonly each: string; readonly into: string; readonly where: Expression; readonly set: Named<Expression> } | null
}

export interface GrantModel {
  /** `contact.salesRep.draft`; unique in the model. */
  readonly id: string
  readonly role: string
  readonly name: string
  readonly can: readonly string[]
  readonly rows: Expression
  /** Fields it shows, and how. A computed field is here only if all it is computed from is readable by this grant, or it reveals. */
  readonly fields: Named<'show' | 'mask'>
  readonly write: readonly string[]
  /** The same for the rows of each owned relation it shows. */
  readonly lines: Named<{ readonly fields: Named<'show' | 'mask'>; readonly write: readonly string[] }>
  readonly presets: Named<Expression>
  readonly check: Expression
}

export interface RestrictionModel {
  readonly name: string
  /** Empty: everybody. */
  readonly roles: readonly string[]
  readonly rows: Expression
}

export interface AlertModel {
  readonly name: string
  readonly when: Expression
  readonly severity: 'info' | 'warning' | 'critical'
  readonly notify: readonly string[]
  readonly message: Text
  /** Paths the message names. */
  readonly facts: readonly string[]
}

/**
 * `target.field = fn(value of each row here that meets where)`. A row's contribution is computed in memory before and after a change;
 * sums and counts travel as the difference. `by` is the reference here that names the target row.
 */
export interface RollupModel {
  readonly target: string
  readonly field: string
  readonly by: string
  readonly fn: 'sum' | 'count' | 'min' | 'max'
  readonly value: Expression | null
  readonly where: Expression | null
}

export interface RoleModel {
  readonly name: string
  readonly label: Text
  readonly description: Text | null
  readonly system: readonly SystemRight[]
  readonly internal: boolean
}

export interface ReportModel {
  readonly name: string
  readonly label: Text
  readonly area: string
  readonly parameters: Named<FieldModel>
  readonly source: string
  readonly where: Expression
  readonly columns: readonly ReportColumnModel[]
  readonly sort: readonly string[]
  readonly chart: { readonly kind: 'bar' | 'line' | 'pie'; readonly x: string; readonly y: string } | null
  readonly roles: readonly string[]
  readonly period: readonly [string, string] | null
}

export interface ReportColumnModel {
  readonly name: string
  readonly label: Text
  /** Null for `count`. */
  readonly path: readonly string[] | null
  readonly grain: 'day' | 'month' | 'year' | null
  readonly measure: 'count' | 'sum' | 'min' | 'max' | null
  readonly value: ValueType
  readonly kind: FieldKind
  readonly scale: number | null
  readonly total: boolean
}

export interface JobModel {
  readonly name: string
  readonly label: Text
  readonly actsAs: string
  readonly attempts: number
  readonly schedule: Schedule | null
  readonly deadline: Duration
}

export interface InvariantModel {
  readonly name: string
  readonly label: Text
  readonly resource: string
  readonly broken: Expression
}
