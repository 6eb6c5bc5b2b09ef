import type { ResourceModel } from '../compile/model.js'
import type { Sql } from '../store/database.js'
import { type DemoPlan, referencesIn } from './erase-demo-holds.js'

type Count = readonly [table: string, rows: number]

/**
 * Deletes the rows, what was noted about them, and the mark, in the caller's transaction.
 * @returns how many went from which table, where any did
 */
export async function deleteDemo(sql: Sql, plan: DemoPlan): Promise<readonly Count[]> {
  const counts: Count[] = []
  for (const resource of plan.kept) await letGo(sql, plan, resource)
  counts.push(...(await deleteNotes(sql, plan)))
  for (const resource of plan.erased) counts.push(...(await deleteRows(sql, plan, resource)))
  await sql.execute("DELETE FROM dj_preference WHERE user_id = ? AND name = 'demo'", ['0'])
  return counts.filter(([, rows]) => rows > 0)
}

/** Those who stay no longer point at what goes. */
async function letGo(sql: Sql, { erased, lastId }: DemoPlan, resource: ResourceModel): Promise<void> {
  const { quote } = sql.dialect
  const gone = referencesIn(resource).filter(({ target }) => erased.some(({ name }) => name === target))
  for (const { column } of gone) {
    await sql.execute(`UPDATE ${quote(resource.table)} SET ${quote(column)} = NULL WHERE ${quote(column)} <= ?`, [lastId])
  }
}

async function deleteRows(sql: Sql, { lastId }: DemoPlan, { table, searchTable }: ResourceModel): Promise<readonly Count[]> {
  const { quote } = sql.dialect
  const rows = await sql.execute(`DELETE FROM ${quote(table)} WHERE id <= ?`, [lastId])
  if (searchTable === null) return [[table, rows]]
  const terms = await sql.execute(`DELETE FROM ${quote(searchTable)} WHERE record_id <= ?`, [lastId])
  return [
    [table, rows],
    [searchTable, terms],
  ]
}

/** Trail, alerts, files and messages about the rows, whenever they were written; runs of the demo's own days. */
async function deleteNotes(sql: Sql, { erased, lastId, model }: DemoPlan): Promise<readonly Count[]> {
  const names = erased.map(({ name }) => name)
  const about = `record_id <= ? AND resource IN (${names.map(() => '?').join(', ')})`
  const counts: Count[] = []
  for (const table of ['dj_audit', 'dj_alert', 'dj_file']) {
    counts.push([table, await sql.execute(`DELETE FROM ${table} WHERE ${about}`, [lastId, ...names])])
  }
  for (const table of ['dj_outbox', 'dj_job_run']) counts.push([table, await sql.execute(`DELETE FROM ${table} WHERE id <= ?`, [lastId])])
  return [...counts, await deleteMessages(sql, { names, lastId, messages: model.resources.notification })]
}

interface Messages {
  readonly names: readonly string[]
  readonly lastId: bigint
  readonly messages: ResourceModel | undefined
}

/** Messages name their record by text. */
async function deleteMessages(sql: Sql, { names, lastId, messages }: Messages): Promise<Count> {
  const [about, record] = ['linkResource', 'linkId'].map((name) => messages?.fields[name]?.column)
  if (messages === undefined || about == null || record == null) return ['', 0]
  const { quote } = sql.dialect
  const rows = await sql.query<{ id: string; about: string; record: string }>(
    `SELECT id, ${quote(about)} AS about, ${quote(record)} AS record FROM ${quote(messages.table)} WHERE ${quote(record)} IS NOT NULL`,
  )
  const gone = rows.filter((row) => names.includes(row.about) && /^\d+$/.test(row.record) && BigInt(row.record) <= lastId)
  let deleted = 0
  for (const { id } of gone) deleted += await sql.execute(`DELETE FROM ${quote(messages.table)} WHERE id = ?`, [id])
  return [messages.table, deleted]
}
