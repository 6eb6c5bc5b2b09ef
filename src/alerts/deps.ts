import type { Clock } from '../kernel/clock.js'
import type { Ids } from '../kernel/ids.js'
import type { Signals } from '../kernel/signals.js'
import type { Actor } from '../permissions/actor.js'
import type { Records } from '../records/door.js'
import type { Database } from '../store/database.js'

export interface AlertDeps {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly signals: Signals
  readonly records: Pick<Records, 'each' | 'get' | 'list' | 'create'>
  /** A user as of now; undefined when there is no such user any more, or it is not active. */
  readonly actorFor: (userId: string) => Promise<Actor | undefined>
}
