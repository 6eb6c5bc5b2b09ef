import type { Text } from '../kernel/texts.js'
import type { Condition } from './condition.js'
import type { Field } from './field.js'
import type { Grants, Restriction, StandardAction } from './grant.js'
import type { RefValue } from './values.js'
import type { Transition, Workflow } from './workflow.js'

/** Every record has these; no definition may redefine them. */
export type ImplicitField = 'id' | 'status' | 'version' | 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy'

export interface Rule {
  readonly must: Condition | string
  readonly message: Text
  /** The field the message stands under; the record itself when not said. */
  readonly at?: string
}

export interface Alert {
  readonly when: Condition
  readonly severity: 'info' | 'warning' | 'critical'
  /** Roles that hear of it; each recipient reads only what they may. */
  readonly notify: readonly string[]
  readonly message: Text
}

/** What another record says, shown beside the cells of a line while one fills it in: on the screen alone, as far as one may read it. */
export interface Beside<Name extends string = string> {
  /** The shown field's own when absent. */
  readonly label?: Text
  readonly of: string
  readonly show: string
  /** References of that record, or its `id`, and the references here that name the same: `ref('item')`, through the owner `ref('owner.place')`. */
  readonly where: Readonly<Record<string, RefValue>>
  /** The column it stands before; behind all when absent. */
  readonly before?: Name
}

export interface Screens<Name extends string = string> {
  /** Columns of the list, in order. Dotted paths read a field of the referred record. */
  readonly list?: readonly (Name | `${Name}.${string}`)[]
  readonly filter?: readonly Name[]
  readonly sort?: string
  /** Sections of the form, by name: labels come from `sections`. */
  readonly form?: Readonly<Record<string, readonly Name[]>>
  readonly sections?: Readonly<Record<string, Text>>
  /** Amounts shown in the header of the record page. */
  readonly highlights?: readonly Name[]
  /** Other resources' records shown as tabs of the record page: hasMany fields. */
  readonly related?: readonly Name[]
  readonly board?: { readonly by: Name; readonly sum?: Name }
  readonly calendar?: { readonly on: Name }
  readonly print?: readonly string[]
  readonly beside?: Readonly<Record<string, Beside<Name>>>
  /** Position in the navigation of its area; hidden from it when `false`. */
  readonly menu?: number | false
}

export interface ResourceDefinition<
  Fields extends Readonly<Record<string, Field>> = Readonly<Record<string, Field>>,
  Scope extends string = string,
  Step extends string = string,
  State extends string = string,
> {
  readonly name: string
  readonly label: Text
  /** The field people know a record by. */
  readonly title: NoInfer<keyof Fields & string>
  readonly area?: string
  readonly fields: Fields
  readonly rules?: Readonly<Record<string, Rule>>
  readonly scopes?: Readonly<Record<Scope, Condition>>
  readonly workflow?: Omit<Workflow<State>, 'transitions'> & { readonly transitions: Readonly<Record<Step, Transition<NoInfer<State>>>> }
  readonly permissions?: Readonly<Record<string, Grants<StandardAction | NoInfer<Step>, NoInfer<Scope>>>>
  readonly restrictions?: Readonly<Record<string, Restriction>>
  readonly alerts?: Readonly<Record<string, Alert>>
  readonly screens?: Screens<NoInfer<keyof Fields & string> | ImplicitField>
  /** Unique combinations beyond a single field's `unique`. Kept by a ledger: written by postings alone. */
  readonly keptBy?: string
}

/** A resource as it is stored and published: the same document without its compile-time names. */
export type Resource = ResourceDefinition

/** Describes a resource once; table, screens, permissions, API, import, reports and audit come from it. */
export function defineResource<
  const Fields extends Readonly<Record<string, Field>>,
  const Scope extends string = never,
  const Step extends string = never,
  const State extends string = string,
>(definition: ResourceDefinition<Fields, Scope, Step, State>): Resource {
  return definition as unknown as Resource
}
