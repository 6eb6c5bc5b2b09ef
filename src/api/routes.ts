import type { WebKit } from '../http/web-app.js'
import type { ApiDeps } from './api-deps.js'
import type { Route } from './route.js'
import { alertRoutes } from './routes/alerts.js'
import { bookRoutes } from './routes/books.js'
import { changeRoutes } from './routes/changes.js'
import { eventRoutes } from './routes/events.js'
import { explainRoutes } from './routes/explain.js'
import { fileRoutes } from './routes/files.js'
import { historyRoutes } from './routes/history.js'
import { jobRoutes } from './routes/jobs.js'
import { modelRoutes } from './routes/model.js'
import { otpRoutes } from './routes/otp.js'
import { passwordRoutes } from './routes/password.js'
import { preferenceRoutes } from './routes/preferences.js'
import { readingRoutes } from './routes/reading.js'
import { runRoutes } from './routes/runs.js'
import { sessionRoutes } from './routes/session.js'
import { tokenRoutes } from './routes/tokens.js'
import { writingRoutes } from './routes/writing.js'

/** Every route there is; a test holds this list against the one that was agreed. */
export function routesOf(deps: ApiDeps, kit: Pick<WebKit, 'cookie'>): readonly Route[] {
  const { accounts, ports, records } = deps
  const routes: Route[] = []
  routes.push(...sessionRoutes(accounts, kit.cookie), ...passwordRoutes(accounts), ...otpRoutes(accounts))
  routes.push(...preferenceRoutes(accounts), ...tokenRoutes(accounts), ...modelRoutes(() => routes))
  routes.push(...readingRoutes(records, ports.printing), ...historyRoutes(records, ports.notifications))
  routes.push(...writingRoutes(records, ports.runs), ...fileRoutes(ports.files))
  routes.push(...runRoutes(ports.runs), ...changeRoutes(ports.design), ...explainRoutes(ports.explaining, accounts), ...eventRoutes(deps))
  routes.push(...alertRoutes(ports.alerts, ports.notifications), ...jobRoutes(ports.jobs, ports.sync), ...bookRoutes(ports.books))
  return routes
}
