import { setTimeout as wait } from 'node:timers/promises'
import type { App } from '../support/app.js'
import { openBrowser } from '../support/browser.js'
import { Browser } from '../support/browser-client.js'

const screens = (order: string): readonly string[] => [
  '/admin',
  '/admin/resources/order',
  `/admin/resources/order/records/${order}/show`,
  `/admin/resources/order/records/${order}/edit`,
  '/admin/resources/order/actions/new',
  '/admin/pages/reports',
  '/admin/pages/alerts',
  '/admin/pages/notifications',
  '/admin/pages/profile',
]

/** A screen of each kind in a browser, the operators' console, and a report as an Excel file. */
export async function lookAtEverything(app: App): Promise<void> {
  const lead = new Browser(app.url)
  await lead.signIn('saleslead', app.password)
  const visits = await openBrowser(app)
  try {
    const { json } = await lead.get('/records/order?size=1')
    const visit = await visits.visit({ login: 'saleslead' })
    for (const path of screens(json.data[0].id)) {
      await visit.go(path)
      await wait(1_000)
    }
    const operator = await visits.visit({ login: 'admin' })
    await operator.page.goto(`${app.url}/console`)
    await wait(1_000)
  } finally {
    await visits.close()
  }
  await makeReport(lead)
}

async function makeReport(lead: Browser): Promise<void> {
  const parameters = { from: '2000-01-01', until: '2099-12-31' }
  const { json } = await lead.post('/reports/salesByCustomer/runs', { body: { parameters, format: 'xlsx' } })
  for (;;) {
    const run = (await lead.get(`/runs/${json.id}`)).json
    if (run.state === 'done') break
    if (run.state === 'failed') throw new Error(`the report failed: ${run.error}`)
    await wait(100)
  }
  const { status } = await lead.get(`/runs/${json.id}/file`)
  if (status !== 200) throw new Error(`the report's file answered ${status}`)
}
