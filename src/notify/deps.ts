import type { Clock } from '../kernel/clock.js'
import type { Ids } from '../kernel/ids.js'
import type { Signals } from '../kernel/signals.js'
import type { Mail } from '../outbound/mail.js'
import type { Actor } from '../permissions/actor.js'
import type { Context, Records } from '../records/door.js'
import type { Database, Sql } from '../store/database.js'

export interface NotifyDeps {
  readonly database: Database
  readonly clock: Clock
  readonly signals: Signals
  readonly ids: Ids
  readonly records: Pick<Records, 'list' | 'each' | 'get' | 'create'>
  /** A user as of now; undefined when there is no such user any more, or it is not active. */
  readonly actorFor: (userId: string) => Promise<Actor | undefined>
  /** Writes a field that the platform keeps, without a version moving. */
  readonly setPlatformField: (sql: Sql, context: Context, write: PlatformField) => Promise<void>
  /** Null: no mail server is set. */
  readonly mail: Mail | null
  /** Where people reach the platform, no slash at its end. */
  readonly baseUrl: string
}

export interface PlatformField {
  readonly resource: string
  readonly id: string
  readonly field: string
  readonly value: string | null
}
