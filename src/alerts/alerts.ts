/**
 * Room `alerts`: raises a condition once, tells of it once, and closes it when it is over. What holds is asked of the door as the role of the job; what
 * anybody is told or shown is asked of the door as that person. May import `records/` and below.
 */
import type { Context } from '../records/door.js'
import { announceAlert } from './announce.js'
import { type Checked, checkAlerts } from './check.js'
import type { AlertDeps } from './deps.js'
import { type AlertQuery, type AlertView, listAlertsFor } from './list-alerts.js'

export interface AlertsRoom {
  check(context: Context, resource: string, ids?: readonly string[]): Promise<Checked>
  announce(context: Context, alertId: string): Promise<void>
  /** Open ones first, newest first, of records that the actor may read. */
  list(context: Context, query: AlertQuery): Promise<{ readonly data: readonly AlertView[]; readonly next: string | null }>
}

export function createAlerts(deps: AlertDeps): AlertsRoom {
  return {
    check: (context, resource, ids) => checkAlerts(deps, context, resource, ids),
    announce: (context, alertId) => announceAlert(deps, context, alertId),
    list: (context, query) => listAlertsFor(deps, context, query),
  }
}
