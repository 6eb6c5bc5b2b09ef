import type { Sql } from './store/database.js'

/** What tells demo rows from real ones, and which day the demo calls today. Kept with the database itself. */
export interface DemoMark {
  /** `2026-11-22` */
  readonly today: string
  /** Every demo row's id is at most this. */
  readonly lastId: string
}

/** Whose preference it is kept as: nobody's. */
const nobody = '0'
const name = 'demo'

export async function writeDemoMark(sql: Sql, mark: DemoMark): Promise<void> {
  await sql.execute('DELETE FROM dj_preference WHERE user_id = ? AND name = ?', [nobody, name])
  await sql.execute('INSERT INTO dj_preference (user_id, name, value) VALUES (?, ?, ?)', [nobody, name, JSON.stringify(mark)])
}

/** Undefined where there is no demo company. */
export async function findDemoMark(sql: Sql): Promise<DemoMark | undefined> {
  const [row] = await sql.query<{ value: unknown }>('SELECT value FROM dj_preference WHERE user_id = ? AND name = ?', [nobody, name])
  if (row === undefined) return undefined
  return (typeof row.value === 'string' ? JSON.parse(row.value) : row.value) as DemoMark
}
