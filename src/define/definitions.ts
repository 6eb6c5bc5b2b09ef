import type { Text } from '../kernel/texts.js'
import type { Connector } from './connector.js'
import type { Job } from './job.js'
import type { Ledger } from './ledger.js'
import type { Policy } from './policy.js'
import type { PrintTemplate } from './print.js'
import type { Report } from './report.js'
import type { Resource } from './resource.js'
import type { Role } from './role.js'

/** A group of resources in the navigation. */
export interface Area {
  readonly name: string
  readonly label: Text
}

/** Everything a company is made of: the input of `compile`. */
export interface Definitions {
  readonly areas: readonly Area[]
  readonly resources: readonly Resource[]
  readonly roles: readonly Role[]
  readonly ledgers: readonly Ledger[]
  readonly reports: readonly Report[]
  readonly connectors: readonly Connector[]
  readonly prints: readonly PrintTemplate[]
  /** Names, labels and schedules only; what a job does is code. */
  readonly jobs: readonly Pick<Job, 'name' | 'label' | 'actsAs' | 'attempts' | 'schedule' | 'deadline'>[]
  readonly invariants: readonly Invariant[]
  readonly policies: readonly Policy[]
}

/** Two sums that must agree, or rows that must not be: a condition no row of the resource may meet. */
export interface Invariant {
  readonly name: string
  readonly label: Text
  readonly resource: string
  /** A row that meets this breaks the invariant. May aggregate over relations: `onHand <> sum(entries.quantity)`. */
  readonly broken: string
}

export const defineInvariant = (invariant: Invariant): Invariant => invariant
