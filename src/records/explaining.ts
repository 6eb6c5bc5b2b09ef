/** Which grant decided: for a row only to who may read that row and explain; everybody else learns what their roles give in general. */

import type { Scope } from '../expressions/scope.js'
import { type Clock, instantOf, todayOf } from '../kernel/clock.js'
import { NotFoundError } from '../kernel/errors.js'
import type { Text } from '../kernel/texts.js'
import { accessFor, canSee } from '../permissions/access.js'
import type { Actor } from '../permissions/actor.js'
import { explain } from '../permissions/explain.js'
import type { Sql } from '../store/database.js'
import { readRows } from '../store/rows/read-row.js'
import { loadScope } from '../store/rows/read-scope.js'
import type { Context, Reading } from './door.js'
import { resourceIn } from './reading/reader.js'

export interface ExplainDeps {
  readonly sql: Sql
  readonly clock: Clock
  readonly records: Pick<Reading, 'get'>
  /** Undefined when there is no such user, or it is not active. */
  readonly actorFor: (userId: string) => Promise<Actor | undefined>
}

export interface Question {
  /** Id of the user who is asked about. */
  readonly user: string
  readonly action: string
  readonly resource: string
  readonly id: string | null
}

export type Answer = Readonly<Record<string, unknown>> & { readonly allowed: boolean; readonly because: Text }

/**
 * Whether a condition holds on a row says what is in its cells, seen or not: without the right `explain` no row is asked about, and grants of
 * roles that are not held stay unnamed.
 * @throws NotFoundError when the asker may not see the resource, the row or the user
 */
export async function explainFor(deps: ExplainDeps, context: Context, question: Question): Promise<Answer> {
  if (!canSee(context.model, context.actor, question.resource)) throw new NotFoundError()
  const actor = await deps.actorFor(question.user)
  if (actor === undefined) throw new NotFoundError()
  const mayExplain = context.actor.system.includes('explain')
  const row = question.id === null || !mayExplain ? null : await rowFor(deps, context, { ...question, id: question.id, actor })
  const { reason, tried, ...explanation } = explain({
    model: context.model,
    actor,
    action: question.action,
    resource: question.resource,
    row,
  })
  return { ...explanation, tried: tried.filter(({ holdsRole }) => mayExplain || holdsRole), because: reason }
}

async function rowFor(
  deps: ExplainDeps,
  context: Context,
  of: { resource: string; id: string; action: string; actor: Actor },
): Promise<Scope> {
  await deps.records.get(context, of.resource, of.id)
  const resource = resourceIn(context.model, of.resource)
  const [row] = await readRows(deps.sql, resource, [of.id])
  if (row === undefined) throw new NotFoundError()
  const accesses = [of.action, 'read'].map((action) => accessFor(context.model, of.actor, of.resource, action))
  const reads = [
    ...resource.grants.map((grant) => grant.rows),
    ...accesses.flatMap((access) => [access.restriction, ...access.grants.map((grant) => grant.rows)]),
  ]
  const source = {
    sql: deps.sql,
    model: context.model,
    actor: of.actor,
    today: todayOf(deps.clock),
    now: instantOf(deps.clock),
    answers: {},
  }
  return loadScope(source, resource, { row, reads })
}
