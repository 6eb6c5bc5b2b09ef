/** A long export, a publish that alters the very table it reads, and people who go on working. */

import type { Platform } from '../../src/platform.js'
import { bulkLoad } from '../../src/seed/bulk-load.js'
import { givenToken, type RunningProcess, type Site, setupContext } from './processes.js'

export interface Meeting {
  readonly rows: number
  /** How many rows the export says it wrote. */
  readonly exported: number
  readonly exportState: string
  /** How many publishes were done while the export was still at work. */
  readonly overlapped: number
  readonly publishStatuses: readonly number[]
  readonly statuses: readonly number[]
  /** Longest and ninety-fifth of a hundred, in ms. */
  readonly longest: number
  readonly p95: number
}

interface Tokens {
  readonly manager: string
  readonly designer: string
  readonly lead: string
}

export function prepareOrders(site: Site, rows: number): Promise<Tokens> {
  return site.during(async (platform) => {
    const admin = setupContext(platform)
    const create = async (resource: string, input: object) => (await platform.records.create(admin, resource, { ...input })).id
    const unit = await create('unit', { name: '件' })
    const warehouse = await create('warehouse', { code: 'W1', name: '主仓' })
    const product = await create('product', { code: 'P1', name: '阀', unit, salePrice: '10' })
    const customer = await create('customer', { code: 'C1', name: '客户' })
    await load(platform, rows, { customer, warehouse, product })
    const token = async (role: string) => (await givenToken(platform, role.toLowerCase(), [role])).token
    return { manager: await token('manager'), designer: await token('designer'), lead: await token('salesLead') }
  })
}

async function load(
  { database, models, clock }: Platform,
  rows: number,
  of: { customer: string; warehouse: string; product: string },
): Promise<void> {
  const at = new Date(clock.now()).toISOString()
  const day = at.slice(0, 10)
  const line = {
    product: of.product,
    quantity: '1',
    unitPrice: '10',
    taxRate: '0.13',
    unitCost: '6',
    reserved: '0',
    shipped: '0',
    planned: '0',
  }
  const values = { customer: of.customer, warehouse: of.warehouse, placedOn: day, dueOn: day, syncState: 'none', status: 'submitted' }
  const each = function* () {
    for (let made = 0; made < rows; made++)
      yield { resource: 'order', at, values, lines: { lines: [{ resource: 'orderLine', at, values: line }] } }
  }
  await bulkLoad({ database, model: models.current(), zone: clock.zone, report: () => undefined }, [{ name: 'orders', rows: each }])
}

/** @param publishes  how many, one after the other, each a column more on the table that is exported */
export async function meet(
  process: RunningProcess,
  tokens: Tokens,
  of: { readonly rows: number; readonly publishes: number },
): Promise<Meeting> {
  const asking = askingAt(process.url)
  const { body: run } = await asking(tokens.manager, '/exports', { resource: 'order', format: 'csv' })
  const stateOf = async () => (await asking(tokens.manager, `/runs/${run.id}`)).body
  await until(async () => (await stateOf()).state === 'running')
  const work = new Work(() => asking(tokens.lead, '/records/order?size=20&count=none'))
  const working = work.go()
  const publishStatuses: number[] = []
  let overlapped = 0
  for (let number = 1; number <= of.publishes; number++) {
    publishStatuses.push(await publish(asking, tokens.designer, number))
    if ((await stateOf()).state === 'running') overlapped = number
  }
  work.over = true
  await working
  await until(async () => !['queued', 'running'].includes((await stateOf()).state ?? ''))
  const { state = '', rows = 0 } = await stateOf()
  return { rows: of.rows, exported: Number(rows), exportState: state, overlapped, publishStatuses, ...work.summary() }
}

async function publish(asking: Asking, designer: string, number: number): Promise<number> {
  const field = { kind: 'text', label: { zh: `备注${number}`, en: `Remark ${number}` } }
  const set = [{ definition: 'resource:order', patch: { fields: { [`x_remark${number}`]: field } } }]
  const draft = await asking(designer, '/changes', { set, add: [] })
  return (await asking(designer, `/changes/${draft.body.id}/publish`, { note: '' })).status
}

class Work {
  over = false
  private readonly took: number[] = []
  private readonly statuses = new Set<number>()

  constructor(private readonly one: () => Promise<{ readonly status: number }>) {}

  async go(): Promise<void> {
    while (!this.over) {
      const begun = performance.now()
      this.statuses.add((await this.one()).status)
      this.took.push(performance.now() - begun)
      await pause(20)
    }
  }

  summary(): Pick<Meeting, 'statuses' | 'longest' | 'p95'> {
    const sorted = [...this.took].sort((a, b) => a - b)
    return {
      statuses: [...this.statuses],
      longest: Math.round(sorted.at(-1) ?? 0),
      p95: Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0),
    }
  }
}

interface Body {
  readonly id?: string
  readonly state?: string
  readonly rows?: number
}

type Asking = (token: string, path: string, body?: unknown) => Promise<{ readonly status: number; readonly body: Body }>

function askingAt(url: string): Asking {
  return async (token, path, body) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/api/v1${path}`, {
      headers,
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as Body }
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 1_800_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it did not come to hold within half an hour')
    await pause(50)
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
