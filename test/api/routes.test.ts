import { describe, expect, it } from '@jest/globals'
import type { Accounts } from '../../src/accounts/accounts.js'
import type { ApiDeps } from '../../src/api/api-deps.js'
import { routesOf } from '../../src/api/routes.js'

/** The public surface: scripts and outside systems rely on it. A new line here is a decision. */
const agreed = `
anybody    once=- POST   /session
actor      once=- GET    /session
actor      once=- DELETE /session
actor      once=- GET    /sessions
actor      once=- DELETE /sessions/:id
actor      once=- POST   /password
manageUsers once=- POST   /users/:id/password
actor      once=- GET    /otp
actor      once=- POST   /otp
actor      once=- POST   /otp/confirm
actor      once=- DELETE /otp
actor      once=- GET    /preferences
actor      once=- PATCH  /preferences
actor      once=- GET    /tokens
actor      once=- POST   /tokens
actor      once=- DELETE /tokens/:id
actor      once=- GET    /model
actor      once=- GET    /openapi.json
actor      once=- GET    /records/:resource
actor      once=- GET    /records/:resource/:id
actor      once=- GET    /records/:resource/:id/transitions
actor      once=- GET    /records/:resource/:id/print/:template.pdf
actor      once=- GET    /records/:resource/:id/print/:template.html
actor      once=- GET    /aggregate/:resource
actor      once=- GET    /search
actor      once=- GET    /records/:resource/:id/history
actor      once=+ POST   /records/:resource/:id/comments
actor      once=+ POST   /records/:resource
actor      once=- PATCH  /records/:resource/:id
actor      once=- DELETE /records/:resource/:id
actor      once=+ POST   /records/:resource/bulk
actor      once=+ POST   /records/:resource/:id/:transition
actor      once=+ POST   /files
actor      once=- GET    /files/:id
actor      once=+ POST   /reports/:report/runs
actor      once=+ POST   /exports
actor      once=- GET    /runs
actor      once=- GET    /runs/:id
actor      once=- DELETE /runs/:id
actor      once=- GET    /runs/:id/file
publish    once=- GET    /changes
publish    once=+ POST   /changes
publish    once=- GET    /changes/:id
publish    once=- PATCH  /changes/:id
publish    once=+ POST   /changes/:id/publish
publish    once=- GET    /versions
publish    once=+ POST   /versions/:version/restore
actor      once=- GET    /explain
actor      once=- GET    /events
actor      once=- GET    /alerts
actor      once=- GET    /notifications
actor      once=+ POST   /notifications/read
manageJobs once=- GET    /jobs
manageJobs once=+ POST   /jobs/:id/retry
manageJobs once=- GET    /sync/:connector
audit      once=- GET    /books
audit      once=+ POST   /books/check
`

describe('the route table', () => {
  it('is what was agreed, line by line', () => {
    const ports = { files: { maxBytes: 1 } }
    const routes = routesOf({ accounts: {} as Accounts, records: {}, ports } as unknown as ApiDeps, { cookie: {} as never })
    const lines = routes.map(
      ({ access, once, method, path }) => `${access.padEnd(10)} once=${once ? '+' : '-'} ${method.toUpperCase().padEnd(6)} ${path}`,
    )

    expect(lines.join('\n')).toBe(agreed.trim())
  })
})
