import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { instantOf } from '../kernel/clock.js'
import { DanjuError, NotFoundError, UnavailableError } from '../kernel/errors.js'
import { type Text, textIn } from '../kernel/texts.js'
import type { Actor } from '../permissions/actor.js'
import type { Context } from '../records/door.js'
import { insertFile } from '../store/work/run-files.js'
import { beginRun, endRun, moveRun, type Run, type RunEnd } from '../store/work/runs.js'
import { insertTrace } from '../store/work/trace.js'
import type { DeskDeps } from './run-desk.js'

/** What a piece of work is given: whose it is, where its file may grow, and how it says how far it has come. */
export interface RunWork {
  readonly run: Run
  /** As the owner, with the rights of now. */
  readonly context: Context
  /** An unused path beside other drafts; removed at the end in any case. */
  readonly draft: string
  readonly signal: AbortSignal
  /** Cheap: most calls are swallowed. @param share from 0 to 1 */
  moved(share: number, rows: number): void
}

export interface RunResult {
  readonly rows: number
  readonly file: { readonly path: string; readonly name: string; readonly mediaType: string } | null
  readonly result: Readonly<Record<string, unknown>>
  /** A sentence for the owner although it is done, e.g. how many rows were left out. */
  readonly remark: Text | null
  /** What the audit trail keeps; null when nothing left the house. */
  readonly trace: { readonly action: string; readonly resource: string; readonly facts: Readonly<Record<string, unknown>> } | null
}

/**
 * Carries out a run: its result counts once, however often it is taken up. What the owner can do nothing about (the database does not answer) is thrown
 * and tried again; everything else ends the run with a sentence in the owner's language.
 */
export async function carryOut(
  deps: DeskDeps,
  runId: string,
  signal: AbortSignal,
  work: (one: RunWork) => Promise<RunResult>,
): Promise<void> {
  const run = await beginRun(deps.database, runId, instantOf(deps.clock))
  if (run === undefined) return
  deps.signals.publish('run', runId)
  const actor = await deps.actorFor(run.ownerId)
  try {
    if (actor === undefined) throw new NotFoundError()
    await inDraft(deps, run, async (draft) => conclude(deps, { run, actor }, await attempt(deps, { run, actor, draft, signal }, work)))
  } catch (error) {
    if (signal.aborted || (error instanceof UnavailableError && error.code !== 'disk-full')) throw error
    if (!(error instanceof RunOverError)) await fail(deps, run, actor, error)
  }
  deps.signals.publish('run', runId)
}

/** It was cancelled, or somebody else has taken it up: there is nothing to say about it. */
class RunOverError extends Error {}

async function inDraft(deps: DeskDeps, run: Run, work: (draft: string) => Promise<void>): Promise<void> {
  await mkdir(deps.draftsDir, { recursive: true, mode: 0o700 })
  const draft = join(deps.draftsDir, `run-${run.id}-${run.attempt}-${randomBytes(4).toString('hex')}`)
  try {
    await work(draft)
  } finally {
    await rm(draft, { force: true })
  }
}

const reportEveryMs = 700

async function attempt(
  deps: DeskDeps,
  { run, actor, draft, signal }: { readonly run: Run; readonly actor: Actor; readonly draft: string; readonly signal: AbortSignal },
  work: (one: RunWork) => Promise<RunResult>,
): Promise<RunResult> {
  const over = new AbortController()
  const progress = { share: 0, rows: 0 }
  const timer = setInterval(() => void report(deps, run, progress, over), reportEveryMs)
  const context = { model: deps.model(), actor, requestId: `run-${run.id}`, guard: null }
  const moved = (share: number, rows: number): void => void Object.assign(progress, { share, rows })
  try {
    return await work({ run, context, draft, signal: AbortSignal.any([signal, over.signal]), moved })
  } finally {
    clearInterval(timer)
  }
}

async function report(
  deps: DeskDeps,
  run: Run,
  progress: { readonly share: number; readonly rows: number },
  over: AbortController,
): Promise<void> {
  const isOurs = await moveRun(deps.database, run, progress).catch(() => true)
  if (isOurs) deps.signals.publish('run', run.id)
  else over.abort(new RunOverError('the run is over'))
}

const limitBytes = 2 ** 31

/** Stores the file first; if the run turns out to be over, the file goes again. */
async function conclude(deps: DeskDeps, { run, actor }: { readonly run: Run; readonly actor: Actor }, done: RunResult): Promise<void> {
  const at = instantOf(deps.clock)
  const { file } = done
  const stored = file === null ? null : await deps.files.put(createReadStream(file.path), { ...file, limitBytes })
  const counted = await deps.database.transaction(async (tx) => {
    const fileId = stored === null ? null : deps.ids()
    const error = done.remark === null ? null : textIn(actor.locale, done.remark)
    const end: RunEnd = { state: 'done', at, rows: done.rows, error, result: done.result, fileId }
    if (!(await endRun(tx, run, end))) return false
    if (file !== null && stored !== null && fileId !== null)
      await insertFile(tx, { ...stored, id: fileId, name: file.name, mediaType: file.mediaType, ownerId: run.ownerId, at })
    if (done.trace !== null) await insertTrace(tx, { ...done.trace, id: deps.ids(), at, actor, note: null })
    return true
  })
  if (!counted && stored !== null) await deps.files.remove(stored.location)
  if (counted && file !== null && file.mediaType !== shownOnThePage) await told(deps, run, null)
}

/** What a page shows by itself is no file to come back for. */
const shownOnThePage = 'application/json'

/** Nothing that happened to the run is undone because its owner cannot be told. */
async function told(deps: DeskDeps, { id, ownerId, request }: Run, because: string | null): Promise<void> {
  try {
    await deps.ended({ id, ownerId, name: String(request.name ?? ''), because })
  } catch (error) {
    deps.log('warn', 'the owner of a run was not told', { run: id, error: error instanceof Error ? error.message : String(error) })
  }
}

async function fail(deps: DeskDeps, run: Run, actor: Actor | undefined, error: unknown): Promise<void> {
  const sentence = sentenceFor(error)
  if (!(error instanceof DanjuError))
    deps.log('error', 'a run failed', { run: run.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  const end: RunEnd = {
    state: 'failed',
    at: instantOf(deps.clock),
    rows: null,
    error: textIn(actor?.locale ?? 'zh-CN', sentence),
    result: {},
    fileId: null,
  }
  if (await endRun(deps.database, run, end)) await told(deps, run, end.error)
}

function sentenceFor(error: unknown): Text {
  if (error instanceof UnavailableError && error.code === 'disk-full')
    return { zh: '磁盘空间不足，文件未能生成。', en: 'There is no room left on the disk for the file.' }
  if (error instanceof NotFoundError)
    return { zh: '所请求的内容已不存在，或您已无权查看。', en: 'What was asked for is gone, or you may no longer see it.' }
  if (error instanceof DanjuError) return error.text
  return { zh: '执行时出错，已记录，请联系管理员。', en: 'Something went wrong; it was recorded. Please ask your administrator.' }
}
