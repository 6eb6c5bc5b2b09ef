/** The rows of `role`: a projection of the Model's roles, so that they can be listed, searched and chosen like any record. Written here alone. */
import type { Model, RoleModel } from '../compile/model.js'
import type { Ids } from '../kernel/ids.js'
import type { Transaction } from '../store/database.js'
import { searchRowsFor } from '../store/rows/search-terms.js'
import { insertSearchRows, removeSearchTerms } from '../store/rows/search-write.js'
import { deleteRecords, insertRecords, updateRecord } from '../store/rows/write-row.js'

export interface RoleRowsDeps {
  readonly model: Model
  readonly ids: Ids
  /** ISO 8601 UTC. */
  readonly at: string
}

/** Makes the rows say what the Model says. Does nothing where no resource is called `role`. */
export async function projectRoles(sql: Transaction, deps: RoleRowsDeps): Promise<void> {
  const resource = deps.model.resources.role
  if (resource === undefined) return
  const { quote } = sql.dialect
  const rows = await sql.query<{ id: string; name: string }>(
    `SELECT id, ${quote(resource.fields.name?.column ?? 'name')} AS name FROM ${quote(resource.table)}`,
  )
  const wanted = Object.values(deps.model.roles).filter((role) => !role.internal)
  const gone = rows.filter((row) => !wanted.some((role) => role.name === row.name)).map((row) => row.id)
  await deleteRecords(sql, resource, gone)
  await removeSearchTerms(sql, resource, gone)
  for (const role of wanted) await projectRole(sql, deps, { role, id: rows.find((row) => row.name === role.name)?.id })
}

async function projectRole(sql: Transaction, deps: RoleRowsDeps, of: { role: RoleModel; id: string | undefined }): Promise<void> {
  const resource = deps.model.resources.role
  if (resource === undefined) return
  const values = { name: of.role.name, labelZh: of.role.label.zh, labelEn: of.role.label.en, description: of.role.description?.zh ?? null }
  const id = of.id ?? deps.ids()
  if (of.id === undefined) await insertRecords(sql, resource, [{ id, version: '1', createdAt: deps.at, updatedAt: deps.at, ...values }])
  else await updateRecord(sql, resource, id, values)
  await removeSearchTerms(sql, resource, [id])
  await insertSearchRows(sql, resource, searchRowsFor(resource, id, values))
}
