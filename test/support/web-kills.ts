/** Kills web processes in the middle of requests and asks again with the same Idempotency-Key, as a careful client does. */
import { brokenInvariants } from '../../src/records/invariants.js'
import { givenToken, type RunningProcess, type Site, setupContext } from './processes.js'

export interface KillPlan {
  readonly kills: number
  /** Requests under way when the process dies. */
  readonly atOnce: number
}

export interface KillOutcome {
  /** By key: statuses other than 201 that were the last word. */
  readonly refused: readonly string[]
  readonly asked: number
  /** Keys whose orders there are none or several of. */
  readonly notOnce: readonly string[]
  /** Orders without their two lines, or whose total is not that of their lines. */
  readonly halves: readonly string[]
  readonly broken: readonly string[]
}

/** Every order bears its key as its note. */
export async function killAndRetry(site: Site, plan: KillPlan): Promise<KillOutcome> {
  const shop = await prepareShop(site)
  let process = await site.start()
  const refused: string[] = []
  const keys: string[] = []
  for (let round = 0; round < plan.kills; round++) {
    const roundKeys = Array.from({ length: plan.atOnce }, (_, index) => `kill-${round}-${index}`)
    keys.push(...roundKeys)
    const dying = process
    const asked = roundKeys.map((key) => tryOnce(dying, shop, key))
    await Promise.race([Promise.any(asked), pause(400)]).catch(() => undefined)
    await pause(round * 7 + (round % 5) * 11)
    await dying.kill('SIGKILL')
    await Promise.allSettled(asked)
    process = await site.start()
    for (const key of roundKeys) refused.push(...(await untilAnswered(process, shop, key)))
  }
  await process.kill('SIGTERM')
  return { refused, asked: keys.length, ...(await accountOf(site, keys)) }
}

interface ShopFront {
  readonly token: string
  readonly order: Readonly<Record<string, unknown>>
}

function prepareShop(site: Site): Promise<ShopFront> {
  return site.during(async (platform) => {
    const { records } = platform
    const admin = setupContext(platform)
    const unit = await records.create(admin, 'unit', { name: '件' })
    const warehouse = await records.create(admin, 'warehouse', { code: 'W1', name: '主仓' })
    const product = await records.create(admin, 'product', { code: 'P1', name: '阀', unit: unit.id, salePrice: '10', cost: '6' })
    const { id: owner, token } = await givenToken(platform, 'ada', ['salesRep'])
    const customer = await records.create(admin, 'customer', { code: 'C1', name: '客户', owner })
    const lines = ['1', '2'].map((quantity) => ({ product: product.id, quantity }))
    return { token, order: { customer: customer.id, warehouse: warehouse.id, dueOn: '2099-01-01', lines } }
  })
}

async function tryOnce({ url }: RunningProcess, { token, order }: ShopFront, key: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1/records/order`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ ...order, note: key }),
    signal: AbortSignal.timeout(30_000),
  })
  await answer.text()
  return answer.status
}

/** @returns what was answered in the end, unless it was that the order is there */
async function untilAnswered(process: RunningProcess, shop: ShopFront, key: string): Promise<readonly string[]> {
  const status = await tryOnce(process, shop, key)
  return status === 201 ? [] : [`${key}: ${status}`]
}

function accountOf(site: Site, keys: readonly string[]): Promise<Pick<KillOutcome, 'notOnce' | 'halves' | 'broken'>> {
  return site.during(async ({ database, clock, models }) => {
    const model = models.current()
    const [orders, lines] = ['order', 'orderLine'].map((name) => database.dialect.quote(model.resources[name]?.table ?? ''))
    const owner = database.dialect.quote(model.resources.orderLine?.fields.order?.column ?? '')
    const rows = await database.query<{ note: string; total: string; parts: string; worth: string }>(
      `SELECT o.note, o.total, COUNT(l.id) AS parts, SUM(l.amount + l.tax) AS worth FROM ${orders} o LEFT JOIN ${lines} l ON l.${owner} = o.id GROUP BY o.id, o.note, o.total`,
    )
    const times = new Map<string, number>()
    for (const { note } of rows) times.set(note, (times.get(note) ?? 0) + 1)
    return {
      notOnce: keys.filter((key) => times.get(key) !== 1),
      halves: rows.filter((row) => Number(row.parts) !== 2 || Number(row.total) !== Number(row.worth)).map((row) => row.note),
      broken: (await brokenInvariants({ sql: database, clock }, model)).map(({ invariant }) => invariant),
    }
  })
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
