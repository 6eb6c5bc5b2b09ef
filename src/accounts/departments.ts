import type { Model } from '../compile/model.js'
import type { Sql } from '../store/database.js'
import { userTablesOf } from './user-tables.js'

/** More than any company has; a loop among departments ends here too. */
const deepest = 100

/** A department and all below it; no department, none at all. Read whole: there are a few hundred at most. */
export async function departmentsUnder(sql: Sql, model: Model, top: string | null): Promise<readonly string[]> {
  const { department } = userTablesOf(model, sql.dialect)
  if (top === null || department === null) return []
  const rows = await sql.query(`select id, ${department.column('parent')} as parent from ${department.table}`)
  const below = new Map<string, string[]>()
  for (const { id, parent } of rows) below.set(String(parent), [...(below.get(String(parent)) ?? []), String(id)])
  return reach(below, top)
}

function reach(below: ReadonlyMap<string, readonly string[]>, top: string): readonly string[] {
  const found = new Set([top])
  let edge: readonly string[] = [top]
  for (let depth = 0; depth < deepest && edge.length > 0; depth += 1) {
    edge = edge.flatMap((id) => below.get(id) ?? []).filter((id) => !found.has(id))
    for (const id of edge) found.add(id)
  }
  return [...found]
}
