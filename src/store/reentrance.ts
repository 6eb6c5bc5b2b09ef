import { AsyncLocalStorage } from 'node:async_hooks'

/** A bug in the calling code: it would wait for a connection while holding the one everybody waits for. */
export class ReentrantStatementError extends Error {
  constructor() {
    super('A statement was started on the database inside an open transaction of the same call; use the transaction that was handed in.')
    this.name = 'ReentrantStatementError'
  }
}

/** What a database asks before it starts a statement of its own. */
export interface Outside {
  /** @throws ReentrantStatementError inside `during` */
  assertOutside(): void
  during<T>(work: () => Promise<T>): Promise<T>
}

/**
 * For a server, which has more connections than one: nobody waits for himself there, so the mistake is looked for while the platform is
 * developed and tested. Following every call through its awaits costs a tenth of a request's time.
 */
export function outsideOnServers(): Outside {
  return followed.has(process.env.NODE_ENV ?? '') ? new Reentrance() : { assertOutside: () => {}, during: (work) => work() }
}

const followed = new Set(['test', 'development'])

/** Knows whether the current call (through every await) is inside an open transaction of one database. */
export class Reentrance implements Outside {
  readonly #frames = new AsyncLocalStorage<{ isOpen: boolean }>()

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
