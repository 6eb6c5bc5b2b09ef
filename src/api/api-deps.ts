import type { Accounts } from '../accounts/accounts.js'
import type { Clock } from '../kernel/clock.js'
import type { Signals } from '../kernel/signals.js'
import type { Records } from '../records/door.js'
import type { Database } from '../store/database.js'
import type { ApiPorts } from './ports.js'

export interface ApiDeps {
  readonly accounts: Accounts
  readonly records: Records
  readonly ports: ApiPorts
  readonly database: Database
  readonly clock: Clock
  readonly signals: Signals
  /** Milliseconds between the beats of an event stream, at which it also asks whether its session still lives; 15,000 when not said. */
  readonly beatMs?: number
}
