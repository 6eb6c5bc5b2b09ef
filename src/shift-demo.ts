/** Moves the demo company's past so that it ends today: every day and instant, the days inside document numbers, and what the trail says of them. */

import { migrations } from '../migrations/index.js'
import type { Model, ResourceModel } from './compile/model.js'
import type { TableModel } from './compile/table-model.js'
import { findDemoMark, writeDemoMark } from './demo-mark.js'
import { addDays, daysBetween } from './kernel/clock.js'
import type { Database, Sql } from './store/database.js'
import { replaceSearchTerms } from './store/rows/search-write.js'

/** @returns by how many days; 0 when there is nothing to move */
export async function shiftDemo(database: Database, model: Model, today: string): Promise<number> {
  const mark = await findDemoMark(database)
  const days = mark === undefined ? 0 : daysBetween(mark.today, today)
  if (mark === undefined || days === 0) return 0
  await database.transaction(async (tx) => {
    for (const table of [...model.tables, ...migrations.flatMap((one) => one.tables)]) await shiftTable(tx, table, days)
    for (const resource of Object.values(model.resources)) await shiftNumbers(tx, resource, days)
    await shiftCounters(tx, days)
    await shiftTrail(tx, days)
    await writeDemoMark(tx, { ...mark, today })
  })
  return days
}

async function shiftTable(tx: Sql, table: TableModel, days: number): Promise<void> {
  const { quote, name } = tx.dialect
  const dated = table.columns.filter((column) => column.type.kind === 'date' || column.type.kind === 'instant')
  if (dated.length === 0) return
  const moved = (column: string) => (name === 'mysql' ? `DATE_ADD(${column}, INTERVAL ${days} DAY)` : `${column} + INTERVAL '${days} days'`)
  const assignments = dated.map((column) => `${quote(column.name)} = ${moved(quote(column.name))}`)
  await tx.execute(`UPDATE ${quote(table.name)} SET ${assignments.join(', ')}`)
}

/** Numbers that hold a day, `SO20261122-0001`, get the day moved with everything else. */
async function shiftNumbers(tx: Sql, resource: ResourceModel, days: number): Promise<void> {
  const { quote } = tx.dialect
  const fields = Object.values(resource.fields).filter((field) => field.sequence !== null && field.column !== null)
  for (const field of fields) {
    const column = quote(field.column ?? '')
    const rows = await tx.query<{ id: string; number: string | null }>(`SELECT id, ${column} AS number FROM ${quote(resource.table)}`)
    const numbered = rows.filter((row): row is { id: string; number: string } => row.number !== null)
    // From the far end, so that no number meets one that has not moved yet.
    const ordered = [...numbered].sort((a, b) => (a.number < b.number ? -1 : 1) * (days > 0 ? -1 : 1))
    for (const row of ordered) await renumber(tx, resource, { field: field.name, column, ...row, days })
  }
}

async function renumber(
  tx: Sql,
  resource: ResourceModel,
  row: { field: string; column: string; id: string; number: string; days: number },
): Promise<void> {
  const number = movedText(row.number, row.days)
  if (number === row.number) return
  await tx.execute(`UPDATE ${tx.dialect.quote(resource.table)} SET ${row.column} = ? WHERE id = ?`, [number, row.id])
  await replaceSearchTerms(tx as Parameters<typeof replaceSearchTerms>[0], resource, {
    id: row.id,
    before: { [row.field]: row.number },
    values: { [row.field]: number },
  })
}

async function shiftCounters(tx: Sql, days: number): Promise<void> {
  const { quote } = tx.dialect
  const rows = await tx.query<{ series: string; scope: string; value: string | number }>(
    `SELECT series, ${quote('scope')} AS scope, ${quote('value')} AS value FROM dj_sequence`,
  )
  await tx.execute('DELETE FROM dj_sequence')
  for (const row of rows) {
    await tx.execute(`INSERT INTO dj_sequence (series, ${quote('scope')}, ${quote('value')}) VALUES (?, ?, ?)`, [
      row.series,
      movedText(row.scope, days),
      row.value,
    ])
  }
}

async function shiftTrail(tx: Sql, days: number): Promise<void> {
  const rows = await tx.query<{ id: string; changes: unknown }>('SELECT id, changes FROM dj_audit')
  for (const row of rows) {
    const before = typeof row.changes === 'string' ? row.changes : JSON.stringify(row.changes)
    const after = movedText(before, days)
    if (after !== before) await tx.execute('UPDATE dj_audit SET changes = ? WHERE id = ?', [after, row.id])
  }
}

/** Calendar days written `2026-11-22`, and `20261122` behind the letters of a number. */
export function movedText(text: string, days: number): string {
  const dashed = text.replace(/\b(20\d{2}-\d{2}-\d{2})\b/g, (day) => addDays(day, days))
  return dashed.replace(
    /\b([A-Z]{2})(20\d{2})(\d{2})(\d{2})(?=-)/g,
    (_whole, letters: string, year: string, month: string, day: string) => {
      return letters + addDays(`${year}-${month}-${day}`, days).replaceAll('-', '')
    },
  )
}
