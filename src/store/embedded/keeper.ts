import type { Database } from '../database.js'
import type { Places } from './folders.js'
import { type FailedWork, failedNotice } from './notices.js'
import type { EmbeddedSettings } from './options.js'
import type { Session } from './session.js'
import { takeSnapshot } from './snapshots.js'
import { Turns } from './turns.js'
import { keepUp, writePosition } from './upkeep.js'

const upkeepMs = 60_000

/** Looks after an open folder: snapshots when something was written, checkpoints and vacuuming. */
export class Keeper {
  readonly #turns = new Turns()
  readonly #timers: NodeJS.Timeout[] = []
  #savedAt: string | undefined

  constructor(
    readonly session: Session,
    readonly database: Database,
    readonly places: Places,
    readonly settings: EmbeddedSettings,
  ) {}

  async start(): Promise<void> {
    this.#savedAt = await writePosition(this.database)
    this.#every(upkeepMs, () => this.#told('upkeep-failed', () => keepUp(this.database)))
    if (this.settings.snapshots)
      this.#every(this.settings.snapshots.everyMs, () => this.#told('snapshot-failed', () => this.#snapshotIfWritten()))
  }

  /** @returns the snapshot's name */
  snapshot(): Promise<string> {
    return this.#turns.run(async () => {
      const position = await writePosition(this.database)
      const name = await takeSnapshot(this.session, this.places, this.settings.snapshots ? this.settings.snapshots.keep : 1, Date.now())
      this.#savedAt = position
      return name
    })
  }

  /** The last snapshot of a clean end; a folder that cannot be copied is still closed. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    if (this.settings.snapshots) await this.#told('snapshot-failed', () => this.#snapshotIfWritten())
  }

  #every(ms: number, work: () => Promise<void>): void {
    this.#timers.push(setInterval(() => void work(), ms).unref())
  }

  async #snapshotIfWritten(): Promise<void> {
    if ((await writePosition(this.database)) !== this.#savedAt) await this.snapshot()
  }

  /** Nobody waits for this work, so whatever goes wrong is told to the operator. */
  async #told(code: FailedWork, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.settings.onNotice(failedNotice(code, error))
    }
  }
}
