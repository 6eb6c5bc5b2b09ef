import type { ResourceModel } from '../../compile/model.js'
import { ForbiddenError, NotFoundError } from '../../kernel/errors.js'
import { writeTexts } from '../../permissions/write-errors.js'
import type { Context, RecordView } from '../door.js'
import { type Act, beginAct, type WritingDeps } from './act.js'
import type { Acted } from './acted.js'
import { refusingDuplicates } from './duplicates.js'
import { knownCells } from './known-cells.js'
import { reactTo } from './reactions.js'

/** One act in one transaction: guard, work, what follows from it, and the record as its author reads it now. */
export async function perform(
  deps: WritingDeps,
  context: Context,
  resource: ResourceModel,
  work: (act: Act) => Promise<Acted>,
): Promise<RecordView> {
  assertMayWriteAtAll(context)
  return inTransaction(deps, context, async (act) => {
    const acted = await work(act)
    await reactTo(act, resource, acted)
    const view = await viewAfter(deps, act, { resource, acted })
    await context.guard?.end(act.tx, view)
    return view
  })
}

/** The same for an act that leaves nothing to read. */
export async function performQuietly(deps: WritingDeps, context: Context, work: (act: Act) => Promise<void>): Promise<void> {
  assertMayWriteAtAll(context)
  await inTransaction(deps, context, work)
}

function inTransaction<T>(deps: WritingDeps, context: Context, work: (act: Act) => Promise<T>): Promise<T> {
  const { database } = deps
  return refusingDuplicates(database.dialect, context.model, () =>
    database.transaction(async (tx) => {
      await context.guard?.begin(tx)
      return work(beginAct(deps, context, tx))
    }),
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
