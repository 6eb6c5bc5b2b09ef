// Two databases that differ only in what somebody may not see answer whatever they ask with the same bytes.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { type Client, type CompanyWeb, openCompanyWeb } from '../support/company-web.js'
import { testWorld } from '../support/database.js'
import { furnish } from '../support/house.js'
import { changeHidden, type Role } from './hidden-cells.js'
import { type Curious, curiousRequest, type Known, plainRequests } from './requests.js'

/** Requests for each role. */
const many = Number(process.env.DANJU_TWIN_REQUESTS ?? (testWorld() === 'embedded' ? 700 : 150))
const seed = Number(process.env.DANJU_SEED ?? Math.floor(Math.random() * 1e9))
const roles: readonly Role[] = ['salesRep', 'warehouse', 'purchaser']

interface Twin {
  readonly company: CompanyWeb
  readonly clients: Readonly<Record<Role, Client>>
}

let twins: readonly [Twin, Twin][] = []
beforeAll(async () => {
  for (const role of roles) {
    const [plain, other] = [await aTwin(), await aTwin()]
    const changes = await changeHidden(other.company.platform, { role, me: other.clients[role].userId })
    expect(changes.cells).toBeGreaterThan(40)
    twins = [...twins, [plain, other]]
  }
})
afterAll(() => Promise.all(twins.flat().map(({ company }) => company.close())))

/** One clock and one sequence: the same ids for the same acts. */
async function aTwin(): Promise<Twin> {
  const now = Date.parse('2026-11-20T03:00:00.000Z')
  const company = await openCompanyWeb({ clock: { zone: 'Asia/Shanghai', now: () => now }, random: () => 0.5 })
  const { rep } = await furnish(company)
  const warehouse = await company.given('keeper', ['warehouse'])
  const purchaser = await company.given('buyer', ['purchaser'])
  await company.workOff()
  return { company, clients: { salesRep: rep, warehouse, purchaser } }
}

const randomFrom = (start: number) => {
  let state = start >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** What may differ between any two answers to the same request. */
const passing = new Set(['date', 'x-request-id', 'content-security-policy', 'connection', 'keep-alive'])

async function answerOf(client: Client, { method, path, body }: Curious): Promise<string> {
  const headers = method === 'PATCH' || method === 'DELETE' ? { 'if-match': '"1"' } : {}
  const { status, headers: given, text } = await client.ask(method, path, { headers, ...(body === undefined ? {} : { body }) })
  const kept = [...given].filter(([name]) => !passing.has(name))
  return JSON.stringify([status, kept, text.replaceAll(/nonce="[^"]*"/g, 'nonce')])
}

async function idsIn({ platform }: CompanyWeb): Promise<Readonly<Record<string, readonly string[]>>> {
  const { database, models } = platform
  const found: Record<string, readonly string[]> = {}
  for (const { name, table } of Object.values(models.current().resources)) {
    const rows = await database.query<{ id: string }>(`SELECT id FROM ${database.dialect.quote(table)} ORDER BY id`)
    found[name] = rows.map((row) => row.id)
  }
  return found
}

/** @returns requests that were answered differently, with both answers */
async function differences([plain, other]: readonly [Client, Client], requests: readonly Curious[]): Promise<readonly unknown[]> {
  const found: unknown[] = []
  for (let at = 0; at < requests.length; at += 8) {
    const part = requests.slice(at, at + 8)
    const pairs = await Promise.all(part.map((request) => Promise.all([answerOf(plain, request), answerOf(other, request)])))
    for (const [index, [one, two]] of pairs.entries()) if (one !== two) found.push([part[index], one.slice(0, 1_500), two.slice(0, 1_500)])
  }
  return found
}

it.each(roles)(`tells a %s nothing of what they may not see (${many} requests, seed ${seed})`, async (role) => {
  const pair = twins[roles.indexOf(role)]
  if (pair === undefined) throw new Error('no twins')
  const [plain, other] = pair
  const known: Known = { model: plain.company.platform.models.current(), ids: await idsIn(other.company), random: randomFrom(seed) }
  const requests = [...plainRequests, ...Array.from({ length: many }, (_, index) => curiousRequest(known, index))]

  const found = await differences([plain.clients[role], other.clients[role]], requests)

  expect(found.slice(0, 5)).toEqual([])
})

it.each(roles)('makes a %s the same files: exports and reports', async (role) => {
  const pair = twins[roles.indexOf(role)]
  if (pair === undefined) throw new Error('no twins')
  const exportsOf = Object.keys(pair[0].company.platform.models.current().resources).map((resource) => ({
    path: '/exports',
    body: { resource, format: 'csv' },
  }))
  const period = { from: '2026-01-01', until: '2099-12-31' }
  const reports = ['salesByCustomer', 'salesByDay', 'salesByProduct'].map((name) => ({
    path: `/reports/${name}/runs`,
    body: { parameters: period, format: 'csv' },
  }))
  const runs = [...exportsOf, ...reports, { path: '/reports/stockOnHand/runs', body: { format: 'csv' } }]

  const files = await Promise.all(
    pair.map(async ({ company, clients }) => {
      const started: (readonly [number, string])[] = []
      for (const { path, body } of runs) {
        const { status, text, json } = await clients[role].post(path, { body })
        started.push(status === 202 ? [status, json.id] : [status, text])
      }
      await company.workOff()
      return Promise.all(
        started.map(async ([status, id]) =>
          status === 202 ? [await run(clients[role], id), await file(clients[role], id)] : [status, id],
        ),
      )
    }),
  )

  expect(files[1]).toEqual(files[0])
  expect(files[0]?.flat().filter((text) => String(text).includes('text/csv')).length).toBeGreaterThan(0)
})

const run = async (client: Client, id: string) => (await client.get(`/runs/${id}`)).text
const file = async (client: Client, id: string) => {
  const { status, headers, text } = await client.get(`/runs/${id}/file`)
  return `${status} ${headers.get('content-type')} ${text}`
}

it('would notice a cell that is shown: the twins do differ for who may see', async () => {
  const [plain, other] = twins[0] ?? []
  if (plain === undefined || other === undefined) throw new Error('no twins')
  const [one, two] = await Promise.all([plain, other].map(async ({ company }) => company.given('boss', ['manager'])))
  if (one === undefined || two === undefined) throw new Error('no managers')

  const known: Known = { model: plain.company.platform.models.current(), ids: await idsIn(other.company), random: randomFrom(seed) }
  const requests = Array.from({ length: 300 }, (_, index) => curiousRequest(known, index))

  const found = await differences([one, two], requests)

  expect(found.length).toBeGreaterThan(30)
})
