import type { Connection, Outcome, Statement } from './driver.js'

/** A statement and who waits for it; nobody, when it has no answer. */
interface Waiting extends Statement {
  readonly resolve?: (outcome: Outcome) => void
  readonly reject?: (error: unknown) => void
}

/** Statements without an answer that wait for company at most. */
const mostWaiting = 32

/**
 * The statements of one transaction on their way to the server, in the order they were given. Those that nobody waits for travel with the
 * next one that somebody does, and what is asked at the same time travels together: a turn to the server costs more than most statements.
 * The first that fails spoils the transaction: nothing is sent after it.
 */
export class StatementQueue {
  readonly #connection: Connection
  #waiting: Waiting[] = []
  /** Ends when everything sent so far was answered. */
  #turn: Promise<unknown> = Promise.resolve()
  #spoilt: { readonly error: unknown } | undefined

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Sends it with the next that is asked; soon, when very many wait. */
  async post(statement: Statement): Promise<void> {
    this.#waiting.push(statement)
    if (this.#waiting.length < mostWaiting) return
    await this.#inTurn(() => this.#flush())
    if (this.#spoilt !== undefined) throw this.#spoilt.error
  }

  /** Sends it with all that waits, once nothing more can be asked without an answer. */
  ask(statement: Statement): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...statement, resolve, reject })
      process.nextTick(() => this.#inTurn(() => this.#flush()))
    })
  }

  /** The same, behind all that is asked at the same time, even later. */
  askBehind(statement: Statement): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      process.nextTick(() => {
        this.#waiting.push({ ...statement, resolve, reject })
        this.#inTurn(() => this.#flush())
      })
    })
  }

  /** Sends it by itself, after all that waits. It may fail and leave the transaction as it was, where the database can do that. */
  askAlone(statement: Statement): Promise<Outcome> {
    return this.#inTurn(async () => {
      await this.#flush()
      if (this.#spoilt !== undefined) throw this.#spoilt.error
      return this.#connection.run(statement)
    })
  }

  /** Sends nothing more. */
  async close(error: unknown): Promise<void> {
    this.#spoilt ??= { error }
    await this.#inTurn(() => this.#flush())
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => {})
    return done
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting
    if (batch.length === 0) return
    this.#waiting = []
    try {
      if (this.#spoilt !== undefined) throw this.#spoilt.error
      const outcomes = await this.#connection.runAll(batch)
      for (const [index, one] of batch.entries()) one.resolve?.(outcomes[index] ?? nothing)
    } catch (error) {
      this.#spoilt ??= { error }
      for (const one of batch) one.reject?.(this.#spoilt.error)
    }
  }
}

const nothing: Outcome = { rows: [], affected: 0 }
