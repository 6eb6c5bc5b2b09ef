import type { Model } from '../compile/model.js'
import type { Job } from '../define/job.js'
import { type Clock, instantOf } from '../kernel/clock.js'
import type { Ids } from '../kernel/ids.js'
import type { Signals } from '../kernel/signals.js'
import type { Database } from '../store/database.js'
import type { Broker } from './broker.js'
import type { ToolsFor } from './job-tools.js'
import type { Log } from './log.js'
import type { QueueSettings } from './settings.js'

/** What every part of the room works with. */
export interface QueueDeps {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly signals: Signals
  readonly settings: QueueSettings
  /** What jobs do, by name; what the Model says of them (tries, deadline, schedule) is asked anew each time. */
  readonly jobs: Readonly<Record<string, Job>>
  readonly model: () => Model
  /** The same as the database has it now, asked before every try and for the schedules: another process may have published. `model` when not said. */
  readonly latestModel?: () => Promise<Model>
  readonly toolsFor: ToolsFor
  readonly log: Log
  readonly random: () => number
}

export interface BrokerDeps extends QueueDeps {
  readonly broker: Broker
}

/** An instant so many milliseconds from now. */
export function instantIn(clock: Clock, milliseconds: number): string {
  return instantOf({ ...clock, now: () => clock.now() + milliseconds })
}
