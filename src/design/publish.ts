import { compile } from '../compile/compile.js'
import type { Model } from '../compile/model.js'
import { instantOf } from '../kernel/clock.js'
import type { Signals } from '../kernel/signals.js'
import type { Context } from '../records/door.js'
import { insertErrands } from '../records/writing/outbox.js'
import type { Database, Transaction } from '../store/database.js'
import { assertOwnRolesUntouched, givenBeyond } from './authority.js'
import { deriveAll, forgetDerived, settleDerived, underived } from './derive.js'
import { type DerivedField, derivedFieldsOf } from './derived-fields.js'
import type { Drafted, StateMapping } from './draft.js'
import { computedTooLarge } from './fitting.js'
import type { Models } from './models.js'
import { applyOverlay } from './overlay.js'
import { projectRoles } from './role-rows.js'
import { prepareTables, problemsError, relaxTables, type SchemaDeps } from './schema.js'
import { standingProblems } from './standing.js'
import { moveStates } from './states.js'
import { currentVersion, insertVersion } from './versions.js'

export interface PublishDeps extends SchemaDeps {
  readonly models: Models
  readonly signals: Signals
  /** Asked in the transaction that publishes, e.g. whether anybody could still administer the platform; refuses by throwing. */
  readonly assertLivable: (tx: Transaction, before: Model, after: Model) => Promise<void>
}

/** @property id  the version as text */
export interface Published {
  readonly id: string
  readonly version: number
}

export interface Proposed extends Pick<Drafted, 'overlay' | 'problems'> {
  readonly map: StateMapping
}

/** What is to be published, worked out against the version that is current once it is our turn. */
export interface Publishing {
  readonly note: string
  readonly draft: (current: Model) => Promise<Proposed>
  /** An earlier version comes back: columns may stay wider than it wants them. */
  readonly isRestore?: boolean
  /** In the transaction that publishes, e.g. to close the change-set. */
  readonly alongside?: (tx: Transaction, version: number) => Promise<void>
}

/**
 * Publishes version N + 1, atomically or not at all; one publish at a time in all processes. Tables are brought up first:
 * that only adds, so nobody is stopped, and a publish that then fails has changed nothing anyone sees.
 * @throws InvalidError `problems` · ForbiddenError `own-role` · whatever `draft` and `assertLivable` refuse with
 */
export async function publish(deps: PublishDeps, context: Context, publishing: Publishing): Promise<Published> {
  return deps.database.exclusively('publish', async () => {
    const before = await deps.models.at(await currentVersion(deps.database))
    const proposed = await publishing.draft(before)
    const after = await checked(deps, before, { ...proposed, isRestore: publishing.isRestore === true })
    assertOwnRolesUntouched(context.actor, before, after)
    const beyond = givenBeyond(context.actor, before, after)
    if (beyond.length > 0) throw problemsError(beyond)
    if (JSON.stringify(after.tables) !== JSON.stringify(before.tables)) await prepareTables(deps, after)
    const due = await dueFor(deps.database, { before, after, map: proposed.map })
    const unfit = await computedTooLarge(deps, { before, after, due })
    if (unfit.length > 0) throw problemsError(unfit)
    // Nobody sees a new column yet: whoever looks once it is published finds it filled.
    await deriveAll(deps, after, due.filter(isNewIn(before)))
    const published = await commit(deps, context, { before, after, proposed, publishing, due })
    deps.models.put(after)
    deps.signals.publish('model', String(after.version))
    if (JSON.stringify(after.tables) !== JSON.stringify(before.tables)) await relaxTables(deps, after).catch(journalledAlready)
    if (due.length > 0) await settleDerived(deps, after)
    return published
  })
}

/** It is published; an index that could not go yet goes with the next one, and what it refuses meanwhile is said in words. */
const journalledAlready = (): void => {}

/** What the rows do not say yet, and what was worked out of states that are moved now. */
async function dueFor(database: Database, of: { before: Model; after: Model; map: StateMapping }): Promise<readonly DerivedField[]> {
  const moved = Object.keys(of.map).map((resource) => `${resource}.status`)
  const stale = new Set((await underived(database, of.after)).map(({ name }) => name))
  return derivedFieldsOf(of.after).filter(({ name, reads }) => stale.has(name) || moved.some((status) => reads.has(status)))
}

const isNewIn =
  (before: Model) =>
  ({ resource, field }: DerivedField): boolean =>
    before.resources[resource.name]?.fields[field.name]?.column !== field.column

async function checked(deps: PublishDeps, before: Model, drafted: Proposed & { readonly isRestore: boolean }): Promise<Model> {
  const result = compile(applyOverlay(deps.models.core, drafted.overlay), before.version + 1)
  const mistakes = [...drafted.problems, ...('problems' in result ? result.problems : [])]
  if (mistakes.length > 0 || !('model' in result)) throw problemsError(mistakes)
  const standing = await standingProblems(deps.database, { before, after: result.model }, drafted.map, drafted.isRestore)
  if (standing.length > 0) throw problemsError(standing)
  return result.model
}

async function commit(
  deps: PublishDeps,
  context: Context,
  what: { before: Model; after: Model; proposed: Proposed; publishing: Publishing; due: readonly DerivedField[] },
): Promise<Published> {
  const { before, after, proposed, publishing, due } = what
  const published = { id: String(after.version), version: after.version }
  return deps.database.transaction(async (tx) => {
    await context.guard?.begin(tx)
    await deps.assertLivable(tx, before, after)
    await insertVersion(tx, {
      number: after.version,
      overlay: proposed.overlay,
      note: publishing.note,
      at: instantOf(deps.clock),
      by: context.actor.id,
    })
    await moveStates(tx, { before, after }, proposed.map, {
      ids: deps.ids,
      at: instantOf(deps.clock),
      actor: context.actor,
      context,
    })
    await projectRoles(tx, { model: after, ids: deps.ids, at: instantOf(deps.clock) })
    await forgetDerived(tx, [...due.map(({ name }) => name), ...goneBetween(before, after)])
    await lookAgain(tx, deps, due)
    await publishing.alongside?.(tx, after.version)
    await context.guard?.end(tx, published)
    return published
  })
}

/** Once a field that is hidden comes back, what was written meanwhile has to be worked out. */
function goneBetween(before: Model, after: Model): readonly string[] {
  const kept = new Set(derivedFieldsOf(after).map(({ name }) => name))
  return derivedFieldsOf(before).flatMap(({ name }) => (kept.has(name) ? [] : [name]))
}

/** By then every request has ended that began with the Model before, and whose rows know nothing of the new fields. */
const lookAgainAfterMs = 120_000

async function lookAgain(tx: Transaction, { ids, clock }: PublishDeps, due: readonly DerivedField[]): Promise<void> {
  if (due.length === 0) return
  const notBefore = new Date(clock.now() + lookAgainAfterMs).toISOString()
  const errand = { job: 'derive-fields', payload: { fields: due.map(({ name }) => name) }, notBefore }
  await insertErrands(tx, [errand], { ids, at: instantOf(clock) })
}
