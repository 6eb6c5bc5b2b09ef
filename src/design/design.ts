import { compile } from '../compile/compile.js'
import type { Model } from '../compile/model.js'
import { instantOf } from '../kernel/clock.js'
import { ConflictError, NotFoundError } from '../kernel/errors.js'
import { isId } from '../kernel/ids.js'
import { type Problem, sortProblems } from '../kernel/problem.js'
import type { Context } from '../records/door.js'
import { givenBeyond } from './authority.js'
import { type ChangeSet, closeChangeSet, getChangeSet, insertChangeSet, listChangeSets, replaceDraft } from './change-sets.js'
import { underived } from './derive.js'
import { type ChangeDraft, type Drafted, drafted, type StateMapping } from './draft.js'
import { type Impact, impactOf } from './impact.js'
import { applyOverlay } from './overlay.js'
import { type PublishDeps, type Published, publish } from './publish.js'
import { planFor } from './schema.js'
import { standingProblems } from './standing.js'
import { listVersions, overlayOf } from './versions.js'

export interface DesignDeps extends PublishDeps {
  readonly random: () => number
}

/** A change-set with what stands in its way and what it would touch. `impact` is null while there are Problems. */
export type ChangeView = Readonly<Record<string, unknown>> & {
  readonly id: string
  readonly problems: readonly Problem[]
  readonly impact: Impact | null
}

export type Listing = { readonly data: readonly Readonly<Record<string, unknown>>[]; readonly next: string | null }

export interface Restoring {
  readonly note: string
  /** Where records go that stand in a state the earlier version does not know. */
  readonly map?: StateMapping
}

/** Who may call these is checked where they are called; what a designer may shape is decided here. */
export interface Design {
  list(context: Context): Promise<Listing>
  create(context: Context, draft: ChangeDraft): Promise<ChangeView>
  get(context: Context, id: string): Promise<ChangeView>
  change(context: Context, id: string, draft: ChangeDraft): Promise<ChangeView>
  publish(context: Context, id: string, note: string): Promise<Published>
  versions(context: Context): Promise<Listing>
  /** Publishes an earlier site layer anew; version 0 is the core alone. */
  restore(context: Context, version: number, restoring: Restoring): Promise<Published>
}

export function createDesign(deps: DesignDeps): Design {
  const { database } = deps
  return {
    list: async () => ({ data: (await listChangeSets(database)).map(summaryOf), next: null }),
    create: (context, draft) => create(deps, context, draft),
    get: async (context, id) => viewOf(deps, context, await getChangeSet(database, idOf(id))),
    change: (context, id, draft) => change(deps, context, { id: idOf(id), draft }),
    publish: (context, id, note) => publishSet(deps, context, { id: idOf(id), note }),
    versions: async () => ({ data: (await listVersions(database)).map((version) => ({ ...version })), next: null }),
    restore: async (context, version, { note, map = {} }) => {
      const overlay = await overlayOf(database, version)
      return publish(deps, context, { note, draft: async () => ({ overlay, problems: [], map }), isRestore: true })
    },
  }
}

function idOf(id: string): string {
  if (!isId(id)) throw new NotFoundError()
  return id
}

async function create(deps: DesignDeps, context: Context, draft: ChangeDraft): Promise<ChangeView> {
  const at = instantOf(deps.clock)
  const set: ChangeSet = {
    id: deps.ids(),
    draft,
    state: 'draft',
    createdBy: context.actor.id,
    createdAt: at,
    updatedAt: at,
    publishedVersion: null,
  }
  const view = await viewOf(deps, context, set)
  await deps.database.transaction(async (tx) => {
    await context.guard?.begin(tx)
    await insertChangeSet(tx, { id: set.id, draft, by: context.actor.id, at })
    await context.guard?.end(tx, view)
  })
  return view
}

async function change(deps: DesignDeps, context: Context, set: { id: string; draft: ChangeDraft }): Promise<ChangeView> {
  const at = instantOf(deps.clock)
  await deps.database.transaction(async (tx) => {
    await context.guard?.begin(tx)
    await replaceDraft(tx, { ...set, at })
  })
  return viewOf(deps, context, await getChangeSet(deps.database, set.id))
}

async function publishSet(deps: DesignDeps, context: Context, of: { id: string; note: string }): Promise<Published> {
  return publish(deps, context, {
    note: of.note,
    // Looked at once it is our turn: somebody may have published it while this one waited.
    draft: async (current) => {
      const { state, draft } = await getChangeSet(deps.database, of.id)
      if (state === 'published') await refusePublished(deps, context)
      return { ...(await draftOver(deps, current, draft)), map: draft.map ?? {} }
    },
    alongside: (tx, version) => closeChangeSet(tx, { id: of.id, version, at: instantOf(deps.clock) }),
  })
}

/**
 * The same request that came twice is told by its guard, and finds the answer of the first.
 * @throws ConflictError `already-published` · whatever the guard refuses with
 */
async function refusePublished({ database }: DesignDeps, context: Context): Promise<never> {
  return database.transaction(async (tx) => {
    await context.guard?.begin(tx)
    throw new ConflictError('already-published', { zh: '该变更已发布。', en: 'This change-set has been published already.' })
  })
}

async function draftOver(deps: DesignDeps, current: Model, draft: ChangeDraft): Promise<Drafted> {
  return drafted(
    { core: deps.models.core, overlay: await overlayOf(deps.database, current.version), fieldId: () => fieldId(deps.random) },
    draft,
  )
}

/** Eight letters and digits: never reused, short enough for a column name. */
function fieldId(random: () => number): string {
  return Array.from({ length: 8 }, () => Math.floor(random() * 36).toString(36)).join('')
}

async function viewOf(deps: DesignDeps, { actor, model: current }: Context, set: ChangeSet): Promise<ChangeView> {
  const { overlay, problems } = await draftOver(deps, current, set.draft)
  const result = compile(applyOverlay(deps.models.core, overlay), current.version + 1)
  const mistakes = [...problems, ...('problems' in result ? result.problems : [])]
  if (mistakes.length > 0 || !('model' in result)) return { ...summaryOf(set), problems: sortProblems(mistakes), impact: null }
  const plan = await planFor(deps.database, result.model)
  const { database } = deps
  const [models, map] = [{ before: current, after: result.model }, set.draft.map ?? {}]
  const standing = [...givenBeyond(actor, current, result.model), ...(await standingProblems(database, models, map))]
  return {
    ...summaryOf(set),
    problems: sortProblems([...plan.problems, ...standing]),
    impact: await impactOf(database, models, { steps: plan.steps, due: await underived(database, result.model), map }),
  }
}

function summaryOf(set: ChangeSet) {
  const { id, state, createdAt, createdBy, updatedAt, publishedVersion, draft } = set
  return { id, state, createdAt, createdBy, updatedAt, publishedVersion, set: draft.set, add: draft.add, map: draft.map ?? {} }
}
