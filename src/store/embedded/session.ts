import { UnavailableError } from '../../kernel/errors.js'
import type { Engine } from './engine.js'
import { engineStopped } from './engine.js'
import { type Answer, queryMessage } from './frames.js'
import { Turns } from './turns.js'

/** Somebody the session must tell things: a virtual connection. */
export interface Listener {
  /** It has sent a LISTEN, which ends with the engine. */
  readonly isListening: boolean
  hear(message: Uint8Array): void
  /** The engine is gone, and with it whatever this connection had open. */
  cutOff(error: Error): void
}

export interface SessionTimes {
  /** A statement that runs longer is ended together with the engine, which is then opened again. */
  readonly statementMs: number
  /** A transaction that sends nothing for so long is rolled back. */
  readonly idleMs: number
}

/**
 * The one PostgreSQL session all clients share. Whoever holds the turn speaks alone: from BEGIN to COMMIT or ROLLBACK, or for one
 * statement; otherwise one client's statement would land inside another's open transaction.
 */
export class Session {
  readonly turns = new Turns()
  readonly #listeners = new Set<Listener>()
  #engine: Promise<Engine>
  #isClosed = false

  constructor(
    engine: Engine,
    readonly reopen: () => Promise<Engine>,
    readonly times: SessionTimes,
    readonly onRestart: (reason: Error) => void,
  ) {
    this.#engine = Promise.resolve(engine)
  }

  join(listener: Listener): void {
    this.#listeners.add(listener)
  }

  leave(listener: Listener): void {
    this.#listeners.delete(listener)
  }

  /**
   * Only for the holder of the turn. Notifications go to every client that listens, the asking one too.
   * @param by  is cut off when the engine has to be ended
   */
  async ask(bytes: Uint8Array<ArrayBuffer>, by?: Listener, deadlineMs: number = this.times.statementMs): Promise<Answer> {
    const engine = await this.#running()
    const timer = setTimeout(() => this.#restart(engine, statementTimeout(deadlineMs), by), deadlineMs)
    try {
      const answer = await engine.ask(bytes)
      for (const message of answer.notifications) this.#notify(message)
      return answer
    } catch (error) {
      if (error instanceof UnavailableError) this.#restart(engine, error, by)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  /** Ends an open transaction whose client has gone. Only for the holder of the turn. */
  async rollBack(): Promise<void> {
    await this.ask(queryMessage('ROLLBACK')).catch(ignoreUnavailable)
  }

  /** While `work` runs no client speaks; it may ask. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const done = await this.turns.take()
    try {
      return await work()
    } finally {
      done()
    }
  }

  async close(): Promise<void> {
    await this.alone(async () => {
      this.#isClosed = true
      const engine = await this.#engine.catch(() => undefined)
      await engine?.close()
      this.#cutOff(() => true)
    })
  }

  async #running(): Promise<Engine> {
    if (this.#isClosed) throw engineStopped()
    const known = this.#engine
    const engine = await known.catch(() => undefined)
    if (engine?.isRunning) return engine
    if (this.#engine === known) this.#engine = this.reopen()
    return this.#engine
  }

  #notify(message: Uint8Array): void {
    for (const listener of this.#listeners) if (listener.isListening) listener.hear(message)
  }

  /**
   * The one who asked loses its transaction, and those who listen must listen again; everybody else has nothing in the session and goes
   * on in the next one, which the next to ask opens.
   */
  #restart(engine: Engine, reason: Error, by: Listener | undefined): void {
    if (this.#isClosed || !engine.isRunning) return
    void engine.stop(reason)
    by?.cutOff(reason)
    this.#cutOff(({ isListening }) => isListening)
    this.onRestart(reason)
  }

  #cutOff(which: (listener: Listener) => boolean): void {
    for (const listener of [...this.#listeners].filter(which)) listener.cutOff(engineStopped())
  }
}

function statementTimeout(deadlineMs: number): UnavailableError {
  return new UnavailableError('statement-timeout', { details: { deadlineMs } })
}

function ignoreUnavailable(error: unknown): void {
  if (!(error instanceof UnavailableError)) throw error
}
