import type { Model, ResourceModel } from '../../compile/model.js'
import type { ActorValues } from '../../expressions/scope.js'
import type { Expression } from '../../expressions/tree.js'
import type { Value } from '../../expressions/value.js'
import type { Dialect } from '../dialect.js'

/** SQL with `?` for each parameter, in order. */
export interface Fragment {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** On which rows a field may be read: where it may not, it counts as NULL. */
export type Readability = (field: string) => 'yes' | 'no' | Expression

/** What an expression is read on in SQL: one row under an alias, who acts and when. */
export interface SqlScope {
  readonly model: Model
  readonly resource: ResourceModel
  /** The row's table alias, e.g. `t`. */
  readonly alias: string
  readonly dialect: Dialect
  readonly actor: ActorValues
  /** The company's calendar day. */
  readonly today: string
  /** ISO 8601 UTC with milliseconds. */
  readonly now: string
  readonly answers: Readonly<Record<string, Value>>
  /** Not said: every field (a grant's own condition reads whatever it names). */
  readonly readable?: Readability
  /** How rows of other resources may be read on the way; not said: all of them, with every field. `permissions/` gives `hopFor(model, actor)`. */
  readonly across?: (resource: string) => { readonly rows: Expression; readonly readable: Readability }
}
