import pg from 'pg'
import { postgresTypes } from '../postgres-types.js'
import type { Reentrance } from '../reentrance.js'
import type { Session } from './session.js'
import { Wire } from './wire.js'

/** Connections are objects here, not sockets; every queue worker that listens keeps one. */
const mostConnections = 200

type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, release: (release?: unknown) => void) => void

/**
 * A real `pg` pool over the embedded session: TypeORM, BullMQ and the platform share it. Asking it for a connection inside a
 * transaction of the same call would wait for ever, so it throws `ReentrantStatementError` instead.
 */
export class EmbeddedPool extends pg.Pool {
  readonly #reentrance: Reentrance

  constructor(session: Session, reentrance: Reentrance) {
    super({
      stream: () => new Wire(session),
      max: mostConnections,
      idleTimeoutMillis: 10_000,
      allowExitOnIdle: true,
      types: postgresTypes,
      keepAlive: true,
    })
    this.#reentrance = reentrance
    this.on('error', ignoreDropped)
    this.on('connect', (client) => client.on('error', ignoreDropped))
  }

  override connect(): Promise<pg.PoolClient>
  override connect(connected: Connected): void
  override connect(connected?: Connected): Promise<pg.PoolClient> | undefined {
    try {
      this.#reentrance.assertOutside()
    } catch (error) {
      if (!connected) return Promise.reject(error)
      setImmediate(() => connected(error as Error, undefined, () => {}))
      return undefined
    }
    return connected ? void super.connect(connected) : super.connect()
  }
}

/** A connection that the session dropped; whoever used it has the error, the pool makes a new one. */
function ignoreDropped(): void {}
