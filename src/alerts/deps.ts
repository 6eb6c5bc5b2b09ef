import type { AlertModel } from '../compile/model.js'
import type { Clock } from '../kernel/clock.js'
import type { Ids } from '../kernel/ids.js'
import type { Signals } from '../kernel/signals.js'
import type { Text } from '../kernel/texts.js'
import type { Context, Records } from '../records/door.js'
import type { Database } from '../store/database.js'

export interface AlertDeps {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly signals: Signals
  readonly records: Pick<Records, 'each' | 'get' | 'list'>
  /** Tells everybody who holds one of the roles and may read the record, each of them once. */
  readonly tell: (context: Context, telling: AlertTelling) => Promise<void>
}

export interface AlertTelling {
  readonly resource: string
  readonly id: string
  readonly kind: 'alert'
  readonly severity: AlertModel['severity']
  readonly message: Text
  readonly facts: readonly string[]
  readonly roles: readonly string[]
  readonly once: { readonly consumer: string; readonly event: string }
}
