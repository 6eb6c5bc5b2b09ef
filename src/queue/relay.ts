import { instantOf } from '../kernel/clock.js'
import type { Try } from './broker.js'
import type { BrokerDeps } from './deps.js'
import { laneOf } from './lane.js'
import { claimDue, countSent, type DueRow, giveBack } from './outbox-rows.js'

const batch = 200
const longestPauseMs = 30_000

/** Hands due rows to the broker: woken by a signal, at the latest after `pollMs`; safe in any number of processes. */
export class Relay {
  readonly #deps: BrokerDeps
  #loop: Promise<void> | undefined
  #isStopped = false
  #wake: () => void = () => {}
  #isWoken = false
  #failures = 0

  constructor(deps: BrokerDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#loop = this.#run()
  }

  /** There may be something new. */
  poke(): void {
    this.#isWoken = true
    if (this.#failures === 0) this.#wake()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#wake()
    await this.#loop
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      this.#isWoken = false
      const more = await this.#round()
      if (!more && !this.#isWoken) await this.#pause()
    }
  }

  /** @returns whether there is probably more to hand over at once */
  async #round(): Promise<boolean> {
    try {
      const count = await relayOnce(this.#deps)
      this.#failures = 0
      return count === batch
    } catch (error) {
      this.#failures += 1
      this.#deps.log('warn', 'the relay has to wait', {
        failures: this.#failures,
        error: error instanceof Error ? error.message : String(error),
      })
      return false
    }
  }

  #pause(): Promise<void> {
    const { pollMs } = this.#deps.settings
    const milliseconds = this.#failures === 0 ? pollMs : Math.min(pollMs * 2 ** Math.min(this.#failures - 1, 10), longestPauseMs)
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake(), milliseconds)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (this.#isStopped) this.#wake()
    })
  }
}

/** @returns how many rows were handed over */
export async function relayOnce(deps: BrokerDeps): Promise<number> {
  const { database, clock, settings } = deps
  const room = Math.min(batch, settings.window - (await countSent(database)))
  if (room <= 0) return 0
  const rows = await claimDue(database, instantOf(clock), room)
  await sendRows(deps, rows)
  return rows.length
}

/** What the broker does not take goes back to the database. */
export async function sendRows(deps: BrokerDeps, rows: readonly DueRow[]): Promise<void> {
  if (rows.length === 0) return
  try {
    await deps.broker.send(rows.map((row) => tryOf(deps, row)))
  } catch (error) {
    await giveBack(deps.database, rows)
    throw error
  }
}

function tryOf(deps: BrokerDeps, row: DueRow): Try {
  return { id: row.id, attempt: row.attempts + 1, lane: laneOf(deps.model(), row.topic) }
}
