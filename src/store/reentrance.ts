import { AsyncLocalStorage } from 'node:async_hooks'

/** A bug in the calling code: it would wait for a connection while holding the one everybody waits for. */
export class ReentrantStatementError extends Error {
  constructor() {
    super('A statement was started on the database inside an open transaction of the same call; use the transaction that was handed in.')
    this.name = 'ReentrantStatementError'
  }
}

/** Knows whether the current call (through every await) is inside an open transaction of one database. */
export class Reentrance {
  readonly #frames = new AsyncLocalStorage<{ isOpen: boolean }>()

  /** @throws ReentrantStatementError inside `during` */
  assertOutside(): void {
    if (this.#frames.getStore()?.isOpen) throw new ReentrantStatementError()
  }

  /** What `work` starts and does not wait for is free again once `work` is done. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const frame = { isOpen: true }
    try {
      return await this.#frames.run(frame, work)
    } finally {
      frame.isOpen = false
    }
  }
}
