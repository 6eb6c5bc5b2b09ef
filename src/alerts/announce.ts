import type { Context } from '../records/door.js'
import { findAlert } from './alert-rows.js'
import type { AlertDeps } from './deps.js'

/** Everybody who holds a role the alert names and may read the record hears of it, once, however often this is tried. */
export async function announceAlert(deps: AlertDeps, context: Context, alertId: string): Promise<void> {
  const row = await findAlert(deps.database, alertId)
  const alert = context.model.resources[row?.resource ?? '']?.alerts.find(({ name }) => name === row?.alert)
  if (row === undefined || alert === undefined || row.closedAt !== null) return
  const { severity, message, facts, notify } = alert
  await deps.tell(context, {
    resource: row.resource,
    id: row.recordId,
    kind: 'alert',
    severity,
    message,
    facts,
    roles: notify,
    once: { consumer: 'announce-alert', event: row.id },
  })
}
