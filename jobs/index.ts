import type { Job } from '#define'
import { allocateWaiting } from './allocate-waiting.js'
import { announceAlert } from './announce-alert.js'
import { applyBulk } from './apply-bulk.js'
import { checkInvariants } from './check-invariants.js'
import { deliverNotification } from './deliver-notification.js'
import { deriveFields } from './derive-fields.js'
import { exportRecords } from './export-records.js'
import { forgetEnded } from './forget-ended.js'
import { generateReport } from './generate-report.js'
import { raiseAlerts } from './raise-alerts.js'
import { raiseStockAlerts } from './raise-stock-alerts.js'
import { sweepRuns } from './sweep-runs.js'
import { syncOrder } from './sync-order.js'
import { tellStep } from './tell-step.js'
import { watchDueOrders } from './watch-due-orders.js'

/** Everything that happens later. */
export const jobs: readonly Job[] = [
  allocateWaiting,
  announceAlert,
  applyBulk,
  checkInvariants,
  deliverNotification,
  deriveFields,
  exportRecords,
  forgetEnded,
  generateReport,
  raiseAlerts,
  raiseStockAlerts,
  sweepRuns,
  syncOrder,
  tellStep,
  watchDueOrders,
]
