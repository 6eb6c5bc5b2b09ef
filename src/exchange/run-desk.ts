import type { Readable } from 'node:stream'
import type { Model } from '../compile/model.js'
import type { FileStore } from '../files/stored-file.js'
import { type Clock, instantOf } from '../kernel/clock.js'
import { ForbiddenError } from '../kernel/errors.js'
import type { Ids } from '../kernel/ids.js'
import type { Signals } from '../kernel/signals.js'
import type { Actor } from '../permissions/actor.js'
import type { Context } from '../records/door.js'
import type { Database } from '../store/database.js'
import { enqueue } from '../store/work/enqueue.js'
import { insertRun, type RunKind } from '../store/work/runs.js'

export interface DeskDeps {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly signals: Signals
  readonly files: FileStore
  /** The Model of now. */
  readonly model: () => Model
  /** The owner as of now; undefined when there is no such user any more, or it is not active. */
  readonly actorFor: (userId: string) => Promise<Actor | undefined>
  /** A folder of this machine for unfinished files. */
  readonly draftsDir: string
  /** Its owner may have left the page. @param because  why not; null when its file is there */
  readonly ended: (run: {
    readonly id: string
    readonly ownerId: string
    readonly name: string
    readonly because: string | null
  }) => Promise<void>
  /** Its owner has the file. */
  readonly fetched: (context: Context, runId: string) => Promise<void>
  readonly log: (level: 'info' | 'warn' | 'error', message: string, facts?: Readonly<Record<string, unknown>>) => void
}

export interface Started {
  readonly id: string
}

/** A document on its way to the caller. */
export interface Download {
  readonly name: string
  readonly type: string
  readonly sizeBytes: number | null
  open(): Promise<Readable>
}

export interface RunOrder {
  readonly job: string
  readonly kind: RunKind
  /** As plain JSON; what the job reads when its time comes. `name` is what the owner sees. */
  readonly request: Readonly<Record<string, unknown>> & { readonly name: string }
}

/** Files of runs are kept for a week. */
const keptMs = 7 * 86_400_000

/** Books a run and its job, in the one transaction of the request. */
export async function startRun(deps: DeskDeps, context: Context, order: RunOrder): Promise<Started> {
  const ownerId = ownerIn(context)
  const at = instantOf(deps.clock)
  const expiresAt = new Date(deps.clock.now() + keptMs).toISOString()
  return deps.database.transaction(async (tx) => {
    await context.guard?.begin(tx)
    const id = deps.ids()
    const [outboxId = ''] = await enqueue(tx, { ...deps, at }, [{ job: order.job, payload: { run: id } }])
    await insertRun(tx, { ...order, id, ownerId, outboxId, at, expiresAt })
    await context.guard?.end(tx, { id })
    return { id }
  })
}

/** A run goes on after its asker has left, with all their rights: so it takes somebody, and not somebody who only looks with another's eyes. */
function ownerIn({ actor }: Context): string {
  if (actor.id !== null && !actor.readOnly) return actor.id
  throw new ForbiddenError('read-only', { zh: '当前只能查看。', en: 'You can only look around here.' })
}
