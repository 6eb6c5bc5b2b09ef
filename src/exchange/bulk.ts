import { writeFile } from 'node:fs/promises'
import { instantOf } from '../kernel/clock.js'
import { DanjuError, ForbiddenError, MalformedError, NotFoundError, UnavailableError } from '../kernel/errors.js'
import { type Text, textIn } from '../kernel/texts.js'
import { canDo, canSee } from '../permissions/access.js'
import type { Context, Guard, Records } from '../records/door.js'
import { AlreadyDoneError, assertFirstTime, wasDone } from '../store/work/inbox.js'
import { carryOut, type RunResult, type RunWork } from './carry-out.js'
import { mediaTypes } from './exports.js'
import { type DeskDeps, type Started, startRun } from './run-desk.js'

export interface BulkRequest {
  readonly ids: readonly string[] | null
  /** A condition as JSON, when no ids are named. */
  readonly where: unknown
  /** `update`, `remove` or a transition. */
  readonly action: string
  readonly values: Readonly<Record<string, unknown>>
  readonly answers: Readonly<Record<string, unknown>>
}

export interface BulkDeps extends DeskDeps {
  readonly records: Records
}

interface Failure {
  readonly id: string
  readonly because: string
}

/** @throws NotFoundError, ForbiddenError `forbidden`, MalformedError `unknown-action` or what the condition is wrong with */
export async function startBulk(deps: BulkDeps, context: Context, resource: string, request: BulkRequest): Promise<Started> {
  const { model, actor } = context
  if (!canSee(model, actor, resource)) throw new NotFoundError()
  if (!isAction(context, resource, request.action)) throw unknownAction(request.action)
  if (!canDo(model, actor, resource, request.action))
    throw new ForbiddenError('forbidden', { zh: '没有此操作的权限。', en: 'You may not do this.' })
  if (request.ids === null) await deps.records.list(context, resource, { where: request.where, fields: ['id'], size: 1, count: 'none' })
  const name = textIn(actor.locale, model.resources[resource]?.label ?? { zh: resource, en: resource })
  return startRun(deps, context, { job: 'apply-bulk', kind: 'bulk', request: { ...request, resource, name } })
}

/** Each record is an act of its own, as the asker: one that is refused says why and stops no other. */
export function runBulk(deps: BulkDeps, runId: string, signal: AbortSignal): Promise<void> {
  return carryOut(deps, runId, signal, (work) =>
    applyAll(deps, work, work.run.request as unknown as BulkRequest & { readonly resource: string }),
  )
}

async function applyAll(deps: BulkDeps, work: RunWork, request: BulkRequest & { readonly resource: string }): Promise<RunResult> {
  const ids = request.ids ?? (await idsFor(deps, work, request))
  const failed: Failure[] = []
  for (const [index, id] of ids.entries()) {
    work.signal.throwIfAborted()
    const failure = await applyOne(deps, work, { ...request, id })
    if (failure !== undefined) failed.push(failure)
    work.moved((index + 1) / ids.length, index + 1 - failed.length)
  }
  const changed = ids.length - failed.length
  await writeFile(work.draft, JSON.stringify({ changed, failed }), { flag: 'w', mode: 0o600 })
  const file = { path: work.draft, name: `bulk_${work.run.id}.json`, mediaType: mediaTypes.json }
  return {
    rows: changed,
    file,
    result: { changed, failed: failed.slice(0, 100) },
    remark: failed.length === 0 ? null : remarkOn(failed.length),
    trace: null,
  }
}

/** Ids first: what is changed may leave the condition while the list is read. */
async function idsFor(
  deps: BulkDeps,
  { context }: RunWork,
  request: BulkRequest & { readonly resource: string },
): Promise<readonly string[]> {
  const ids: string[] = []
  for await (const page of deps.records.each(context, request.resource, { where: request.where, fields: ['id'] }, 'read'))
    ids.push(...page.map(({ id }) => id))
  return ids
}

async function applyOne(
  deps: BulkDeps,
  work: RunWork,
  one: BulkRequest & { readonly resource: string; readonly id: string },
): Promise<Failure | undefined> {
  const mark = { consumer: 'bulk', eventId: `${work.run.id}:${one.id}` }
  if (work.run.attempt > 1 && (await wasDone(deps.database, mark))) return undefined
  const context = { ...work.context, guard: onceFor(deps, mark) }
  try {
    await act(deps.records, context, one)
    return undefined
  } catch (error) {
    if (error instanceof AlreadyDoneError) return undefined
    if (!(error instanceof DanjuError) || error instanceof UnavailableError) throw error
    return { id: one.id, because: textIn(context.actor.locale, error.errors[0]?.message ?? error.text) }
  }
}

async function act(
  records: Records,
  context: Context,
  one: BulkRequest & { readonly resource: string; readonly id: string },
): Promise<void> {
  const { resource, id, action } = one
  if (action !== 'update' && action !== 'remove') return void (await records.transition(context, resource, id, action, one.answers, null))
  const { version } = await records.get({ ...context, guard: null }, resource, id, ['version'])
  if (action === 'update') await records.update(context, resource, id, one.values, Number(version))
  else await records.remove(context, resource, id, Number(version))
}

/** A run that was taken up again does not do a second time what it has done. */
function onceFor({ clock }: BulkDeps, mark: { readonly consumer: string; readonly eventId: string }): Guard {
  return { begin: (tx) => assertFirstTime(tx, { ...mark, at: instantOf(clock) }), end: async () => {} }
}

function isAction({ model }: Context, resource: string, action: string): boolean {
  const transitions = model.resources[resource]?.workflow?.transitions ?? {}
  return action === 'update' || action === 'remove' || Object.hasOwn(transitions, action)
}

function remarkOn(count: number): Text {
  return { zh: `${count} 条未能处理，原因见结果文件。`, en: `${count} could not be changed; the result file says why.` }
}

function unknownAction(action: string): MalformedError {
  return new MalformedError('unknown-action', { zh: `没有操作“${action}”。`, en: `There is no action “${action}”.` })
}
