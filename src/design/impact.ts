import type { Model } from '../compile/model.js'
import type { Sql } from '../store/database.js'
import type { Step } from '../store/schema-steps.js'
import type { DerivedField } from './derived-fields.js'
import type { StateMapping } from './draft.js'
import { movesBetween, standing } from './states.js'

/** What a publish would touch. Counts stop at 10,000. */
export interface Impact {
  readonly tables: readonly { readonly table: string; readonly change: string; readonly rows: number }[]
  /** Fields whose values, or search terms, are worked out for the rows there are: `order.total`. */
  readonly derived: readonly { readonly field: string; readonly rows: number }[]
  /** Fields that are there no more, and the rows whose values are kept unseen: `customer.x_size`. */
  readonly hidden: readonly { readonly field: string; readonly rows: number }[]
  /** Records that go to another state. */
  readonly moved: readonly { readonly resource: string; readonly from: string | null; readonly to: string; readonly rows: number }[]
  readonly roles: readonly string[]
  readonly users: number
}

const most = 10_000

export async function impactOf(
  sql: Sql,
  models: { before: Model; after: Model },
  of: { readonly steps: readonly Step[]; readonly due: readonly DerivedField[]; readonly map: StateMapping },
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
  const hidden = await hiddenBetween(sql, models)
  return {
    tables,
    derived,
    hidden,
    moved: await movedBetween(sql, models, of.map),
    roles,
    users: await usersWith(sql, models.before, roles),
  }
}

async function movedBetween(sql: Sql, models: { before: Model; after: Model }, map: StateMapping): Promise<Impact['moved']> {
  const moved: Impact['moved'][number][] = []
  for (const move of await movesBetween(sql, models, map)) {
    const rows = await countRows(sql, move.resource.table, standing(sql, move))
    if (rows > 0) moved.push({ resource: move.resource.name, from: move.from, to: move.to, rows })
  }
  return moved
}

async function hiddenBetween(sql: Sql, { before, after }: { before: Model; after: Model }): Promise<Impact['hidden']> {
  const hidden: Impact['hidden'][number][] = []
  for (const { name, table, fields } of Object.values(before.resources)) {
    for (const field of Object.values(fields)) {
      const stays = after.resources[name]?.fields[field.name]?.id === field.id
      if (stays || field.column === null || field.implicit) continue
      const rows = await countRows(sql, table, { sql: `${sql.dialect.quote(field.column)} IS NOT NULL`, parameters: [] })
      hidden.push({ field: `${name}.${field.name}`, rows })
    }
  }
  return hidden
}

interface Where {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

async function countRows(sql: Sql, table: string, where: Where = { sql: '1 = 1', parameters: [] }): Promise<number> {
  const [row] = await sql.query<{ n: string | number }>(
    `SELECT COUNT(*) AS n FROM (SELECT 1 FROM ${sql.dialect.quote(table)} WHERE ${where.sql} LIMIT ${most}) counted`,
    where.parameters,
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
