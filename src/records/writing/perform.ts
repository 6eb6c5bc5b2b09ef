import type { ResourceModel } from '../../compile/model.js'
import { ForbiddenError, NotFoundError } from '../../kernel/errors.js'
import { writeTexts } from '../../permissions/write-errors.js'
import type { Context, RecordView } from '../door.js'
import { type Act, beginAct, type WritingDeps } from './act.js'
import type { Acted } from './acted.js'
import { knownCells } from './known-cells.js'
import { reactTo } from './reactions.js'
import { refusedInWords } from './refused.js'

/**
 * One act in one transaction: guard, work, what follows from it, and the record as its author reads it now; where nobody keeps the answer for a
 * second try, the commit goes along with that reading.
 */
export async function perform(
  deps: WritingDeps,
  context: Context,
  resource: ResourceModel,
  work: (act: Act) => Promise<Acted>,
): Promise<RecordView> {
  assertMayWriteAtAll(context)
  const { guard } = context
  return inTransaction(deps, context, {
    work: async (act) => {
      const acted = await work(act)
      await reactTo(act, resource, acted)
      const look = () => viewAfter(deps, act, { resource, acted })
      if (guard === null) return look
      const view = await look()
      await guard.end(act.tx, view)
      return async () => view
    },
    read: (look) => look(),
  })
}

/** The same for an act after which there is nothing to read. */
export async function performQuietly<T>(deps: WritingDeps, context: Context, work: (act: Act) => Promise<T>): Promise<T> {
  assertMayWriteAtAll(context)
  return inTransaction(deps, context, { work, read: async (done) => done })
}

interface Work<T, U> {
  readonly work: (act: Act) => Promise<T>
  readonly read: (done: T) => Promise<U>
}

function inTransaction<T, U>(deps: WritingDeps, context: Context, { work, read }: Work<T, U>): Promise<U> {
  const { database } = deps
  return refusedInWords(database.dialect, context.model, () =>
    database.transactionThenRead(async (tx) => {
      await context.guard?.begin(tx)
      return work(beginAct(deps, context, tx))
    }, read),
  )
}

function assertMayWriteAtAll(context: Context): void {
  if (context.actor.readOnly) throw new ForbiddenError('read-only', writeTexts['read-only'])
}

/** Who wrote a record out of their own sight still hears its id. */
async function viewAfter(deps: WritingDeps, act: Act, at: { resource: ResourceModel; acted: Acted }): Promise<RecordView> {
  const { id, document } = at.acted
  const reading = document === null ? deps.readingIn(act.tx) : deps.readingIn(act.tx, knownCells(act, document))
  try {
    return await reading.get(act.context, at.resource.name, id)
  } catch (error) {
    if (error instanceof NotFoundError) return { id }
    throw error
  }
}
