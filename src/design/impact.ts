import type { Model, ResourceModel } from '../compile/model.js'
import type { Problem } from '../kernel/problem.js'
import type { Sql } from '../store/database.js'
import type { Step } from '../store/schema-steps.js'
import type { DerivedField } from './derived-fields.js'
import type { StateMapping } from './draft.js'

/** What a publish would touch. Counts stop at 10,000. */
export interface Impact {
  readonly tables: readonly { readonly table: string; readonly change: string; readonly rows: number }[]
  /** Fields whose values, or search terms, are worked out for the rows there are: `order.total`. */
  readonly derived: readonly { readonly field: string; readonly rows: number }[]
  readonly roles: readonly string[]
  readonly users: number
}

const most = 10_000

export async function impactOf(
  sql: Sql,
  models: { before: Model; after: Model },
  of: { readonly steps: readonly Step[]; readonly due: readonly DerivedField[] },
): Promise<Impact> {
  const roles = changedRoles(models.before, models.after)
  const known = new Set(models.before.tables.map((table) => table.name))
  const tables: Impact['tables'][number][] = []
  const rowsIn = async (table: string): Promise<number> => (known.has(table) ? await countRows(sql, table) : 0)
  for (const step of of.steps)
    tables.push({
      table: step.table,
      change: `${step.kind} ${step.name}`,
      rows: await rowsIn(step.table),
    })
  const derived: Impact['derived'][number][] = []
  for (const { name, resource } of of.due) derived.push({ field: name, rows: await rowsIn(resource.table) })
  return { tables, derived, roles, users: await usersWith(sql, models.before, roles) }
}

async function countRows(sql: Sql, table: string): Promise<number> {
  const [row] = await sql.query<{ n: string | number }>(
    `SELECT COUNT(*) AS n FROM (SELECT 1 FROM ${sql.dialect.quote(table)} LIMIT ${most}) counted`,
  )
  return Number(row?.n ?? 0)
}

/** Roles whose grants, restrictions or system rights come out differently. */
export function changedRoles(before: Model, after: Model): readonly string[] {
  const names = [...new Set([...Object.keys(before.roles), ...Object.keys(after.roles)])]
  return names.filter((role) => rightsOf(before, role) !== rightsOf(after, role))
}

function rightsOf(model: Model, role: string): string {
  const resources = Object.values(model.resources)
  return JSON.stringify([
    model.roles[role] ?? null,
    resources.flatMap((one) => one.grants.filter((grant) => grant.role === role)),
    resources.flatMap((one) => one.restrictions),
  ])
}

async function usersWith(sql: Sql, model: Model, roles: readonly string[]): Promise<number> {
  const assignments = model.resources.roleAssignment
  if (assignments === undefined || roles.length === 0) return 0
  const { quote } = sql.dialect
  const [user, role] = ['user', 'role'].map((name) => quote(assignments.fields[name]?.column ?? name)) as [string, string]
  const [row] = await sql.query<{ n: string | number }>(
    `SELECT COUNT(DISTINCT ${user}) AS n FROM ${quote(assignments.table)} WHERE ${role} IN (${roles.map(() => '?').join(', ')})`,
    [...roles],
  )
  return Number(row?.n ?? 0)
}

/** States that would be gone while records stand in them, and that nothing says where to go from. */
export async function strandedStates(sql: Sql, models: { before: Model; after: Model }, map: StateMapping): Promise<readonly Problem[]> {
  const { before, after } = models
  const problems: Problem[] = []
  for (const resource of Object.values(before.resources)) {
    for (const state of goneStates(resource, after.resources[resource.name])) {
      if (isState(after.resources[resource.name], map[resource.name]?.[state])) continue
      const found = await sql.query(`SELECT 1 FROM ${sql.dialect.quote(resource.table)} WHERE ${sql.dialect.quote('status')} = ? LIMIT 1`, [
        state,
      ])
      if (found.length > 0) problems.push(stranded(resource.name, state))
    }
  }
  return problems
}

const isState = (resource: ResourceModel | undefined, name: string | undefined): boolean =>
  (resource?.workflow?.states ?? []).some((state) => state.value === name)

/** Moves the records that stand in a state that is gone. In the transaction that publishes. */
export async function mapStates(sql: Sql, models: { before: Model; after: Model }, map: StateMapping): Promise<void> {
  for (const resource of Object.values(models.before.resources)) {
    const after = models.after.resources[resource.name]
    for (const state of goneStates(resource, after)) {
      const next = map[resource.name]?.[state]
      if (next === undefined || !isState(after, next)) continue
      const { quote } = sql.dialect
      await sql.execute(`UPDATE ${quote(resource.table)} SET ${quote('status')} = ?, version = version + 1 WHERE ${quote('status')} = ?`, [
        next,
        state,
      ])
    }
  }
}

function goneStates(before: ResourceModel, after: ResourceModel | undefined): readonly string[] {
  const kept = new Set((after?.workflow?.states ?? []).map((state) => state.value))
  return after === undefined ? [] : (before.workflow?.states ?? []).map((state) => state.value).filter((state) => !kept.has(state))
}

function stranded(resource: string, state: string): Problem {
  const at = `resource:${resource}.workflow.states`
  return {
    code: 'state-in-use',
    at,
    message: { zh: `仍有记录处于状态“${state}”。`, en: `Records still stand in the state “${state}”.` },
    hint: { zh: '请用 map 说明它们转到哪个状态。', en: 'Say with map which state they go to.' },
  }
}
