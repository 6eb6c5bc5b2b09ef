import type { Clock } from '../kernel/clock.js'
import type { Outbound } from '../outbound/outbound.js'
import type { Context, Reading } from '../records/door.js'
import type { Database, Sql } from '../store/database.js'

export interface SyncDeps {
  readonly database: Database
  readonly clock: Clock
  readonly records: Pick<Reading, 'get' | 'list' | 'aggregate'>
  readonly outbound: Outbound
  /** Null: nothing is sent anywhere. */
  readonly target: SyncTarget | null
  /** Writes a field that the platform keeps, without a version moving. */
  readonly setPlatformField: (
    sql: Sql,
    context: Context,
    write: {
      readonly resource: string
      readonly id: string
      readonly field: string
      readonly value: string
      readonly told: { readonly action: string; readonly note: string | null }
    },
  ) => Promise<void>
}

/** From the settings, never from a definition. */
export interface SyncTarget {
  readonly url: string
  /** What messages are signed with. */
  readonly secret: string
  /** Hosts on the operator's own network that may be called. */
  readonly allowHosts: readonly string[]
}

export interface SyncErrand {
  readonly connector: string
  readonly id: string
  /** The same on every try. */
  readonly key: string
}
