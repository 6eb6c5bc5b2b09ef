/** Rows of `dj_alert`. One that is live holds a unique key of what it is about, so it is raised once, however many look. */
import type { Database, Row, Transaction } from '../store/database.js'
import { insertIfAbsent } from '../store/insert-rows.js'

export interface AlertRow {
  readonly id: string
  readonly resource: string
  readonly alert: string
  readonly recordId: string
  readonly severity: string
  readonly openedAt: string
  readonly closedAt: string | null
}

export interface NewAlert extends Omit<AlertRow, 'closedAt'> {
  readonly message: unknown
}

export function liveKeyOf({ resource, alert, recordId }: Pick<AlertRow, 'resource' | 'alert' | 'recordId'>): string {
  return `${resource}:${alert}:${recordId}`
}

/** @returns false when it is live already */
export async function insertAlert(tx: Transaction, alert: NewAlert): Promise<boolean> {
  const columns = ['id', 'resource', 'alert', 'record_id', 'subject_key', 'live_key', 'severity', 'message', 'opened_at']
  const key = liveKeyOf(alert)
  const row = [
    alert.id,
    alert.resource,
    alert.alert,
    alert.recordId,
    key,
    key,
    alert.severity,
    JSON.stringify(alert.message),
    alert.openedAt,
  ]
  return insertIfAbsent(tx, 'dj_alert', columns, row)
}

/** Live ones of an alert, of these records or of all. */
export async function listLive(
  database: Database,
  of: { readonly resource: string; readonly alert: string; readonly ids: readonly string[] | null },
): Promise<readonly AlertRow[]> {
  const among = of.ids === null ? '' : ` AND record_id IN (${of.ids.map(() => '?').join(', ')})`
  const rows = await database.query(`SELECT * FROM dj_alert WHERE resource = ? AND alert = ? AND live_key IS NOT NULL${among}`, [
    of.resource,
    of.alert,
    ...(of.ids ?? []),
  ])
  return rows.map(alertRow)
}

export async function closeAlert(database: Database, alert: AlertRow, at: string): Promise<boolean> {
  return (
    (await database.execute('UPDATE dj_alert SET closed_at = ?, live_key = NULL WHERE id = ? AND live_key IS NOT NULL', [at, alert.id])) > 0
  )
}

export async function findAlert(database: Database, id: string): Promise<AlertRow | undefined> {
  const [row] = await database.query('SELECT * FROM dj_alert WHERE id = ?', [id])
  return row === undefined ? undefined : alertRow(row)
}

/** Open ones by how much they matter, then what is over. */
export const alertParts = ['critical', 'warning', 'info', 'closed'] as const
export type AlertPart = (typeof alertParts)[number]

/** Newest first, of one part. */
export async function listAlerts(
  database: Database,
  query: { readonly part: AlertPart; readonly below: string | null; readonly limit: number },
): Promise<readonly AlertRow[]> {
  const { part, below, limit } = query
  const isOpen = part !== 'closed'
  const tests = [isOpen ? 'closed_at IS NULL AND severity = ?' : 'closed_at IS NOT NULL', ...(below === null ? [] : ['id < ?'])]
  const sql = `SELECT * FROM dj_alert WHERE ${tests.join(' AND ')} ORDER BY id DESC LIMIT ${limit}`
  return (await database.query(sql, [...(isOpen ? [part] : []), ...(below === null ? [] : [below])])).map(alertRow)
}

function alertRow(row: Row): AlertRow {
  return {
    id: String(row.id),
    resource: String(row.resource),
    alert: String(row.alert),
    recordId: String(row.record_id),
    severity: String(row.severity),
    openedAt: String(row.opened_at),
    closedAt: row.closed_at === null ? null : String(row.closed_at),
  }
}
