/**
 * Who acts. `permissions/` decides what an actor may do, on which rows, with which fields, and why not; it changes nothing.
 * May import `compile/`, `expressions/`, `define/`, `kernel/`.
 */
import type { SystemRight } from '../define/role.js'
import type { Locale } from '../kernel/texts.js'

export interface Actor {
  /** Id of the user; null for a job that acts for the platform alone. */
  readonly id: string | null
  readonly login: string
  readonly name: string
  readonly roles: readonly string[]
  readonly system: readonly SystemRight[]
  readonly department: string | null
  /** The department and all below it. */
  readonly departments: readonly string[]
  readonly warehouse: string | null
  readonly locale: Locale
  /** How the act came in, for the audit trail. */
  readonly via: 'api' | 'screen' | 'job' | 'import' | 'seed'
  /** Set while somebody looks with another's eyes: nothing may be written. */
  readonly readOnly: boolean
  /** Who looks with these eyes: only what the viewer may see too is seen. */
  readonly viewer?: Actor
}
