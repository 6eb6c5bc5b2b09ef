/** What must hold of the books at any moment, asked of the database itself: each invariant is a query that must return no rows. */
import type { InvariantModel, Model } from '../compile/model.js'
import { type Clock, instantOf, todayOf } from '../kernel/clock.js'
import type { Text } from '../kernel/texts.js'
import { actorAs } from '../permissions/platform-actor.js'
import type { Sql } from '../store/database.js'
import { sqlOf } from '../store/sql/sql-of.js'

/** An invariant and the rows that break it. */
export interface Checked {
  readonly invariant: string
  readonly label: Text
  readonly resource: string
  /** At most a hundred. */
  readonly ids: readonly string[]
}

const mostNamed = 100

export async function checkedInvariants(deps: { readonly sql: Sql; readonly clock: Clock }, model: Model): Promise<readonly Checked[]> {
  const checked: Checked[] = []
  for (const invariant of Object.values(model.invariants)) {
    const { name, label, resource } = invariant
    checked.push({ invariant: name, label, resource, ids: await rowsBreaking(deps, model, invariant) })
  }
  return checked
}

/** Those that are broken; none when all is well. */
export async function brokenInvariants(deps: { readonly sql: Sql; readonly clock: Clock }, model: Model): Promise<readonly Checked[]> {
  return (await checkedInvariants(deps, model)).filter(({ ids }) => ids.length > 0)
}

async function rowsBreaking(
  { sql, clock }: { readonly sql: Sql; readonly clock: Clock },
  model: Model,
  invariant: InvariantModel,
): Promise<readonly string[]> {
  const resource = model.resources[invariant.resource]
  if (resource === undefined) return []
  const actor = actorAs(model, 'platform', { login: 'invariants', name: 'invariants', via: 'job' })
  const { dialect } = sql
  const broken = sqlOf(invariant.broken, {
    model,
    resource,
    alias: 't',
    dialect,
    actor,
    today: todayOf(clock),
    now: instantOf(clock),
    answers: {},
  })
  const statement = `SELECT t.id FROM ${dialect.quote(resource.table)} t WHERE ${broken.sql} ORDER BY t.id LIMIT ${mostNamed}`
  return (await sql.query<{ id: string }>(statement, broken.parameters)).map((row) => row.id)
}
