/** The company on the world's database, with a little of everything in it: for sentences a sales manager could check. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { readSettings } from '../../config/index.js'
import type { Actor } from '../../src/permissions/actor.js'
import { actorAs } from '../../src/permissions/platform-actor.js'
import { openPlatform, type Platform } from '../../src/platform.js'
import type { Context, RecordView } from '../../src/records/door.js'
import { openTestDatabase } from './database.js'

export interface TestPlatform extends Platform {
  /** Acts as somebody of this role; `login` users get a record of their own the first time. */
  as(role: string, login?: string): Promise<Context>
  /** The context of the platform's own administrator. */
  readonly admin: Context
  drop(): Promise<void>
}

/** A world of its own for each test file. */
export async function testPlatform(): Promise<TestPlatform> {
  const dataDir = mkdtempSync(join(tmpdir(), 'danju-platform-'))
  const { drop: dropDatabase, ...opened } = await openTestDatabase()
  const settings = readSettings({ DATA_DIR: dataDir, SECRET_KEY: 'a key for tests that nobody else uses anywhere', LOG_LEVEL: 'silent' })
  const platform = await openPlatform({ settings, opened, logger: pino({ level: 'silent' }) })
  const setup = actorAs(platform.models.current(), 'admin', { login: 'setup', name: 'Setup', via: 'seed' })
  const known = new Map<string, Promise<Actor>>()
  return {
    ...platform,
    get admin() {
      return platform.contextFor(setup)
    },
    as: async (role, login = role) => {
      const actor = known.get(login) ?? givenUser(platform, setup, { role, login })
      known.set(login, actor)
      return platform.contextFor(await actor)
    },
    drop: async () => {
      await dropDatabase()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function givenUser(platform: Platform, setup: Actor, user: { role: string; login: string }): Promise<Actor> {
  const context = platform.contextFor(setup)
  const { id } = await platform.records.create(context, 'user', { login: user.login, name: user.login })
  await platform.records.create(context, 'roleAssignment', { user: id, role: user.role })
  const actor = await platform.accounts.actorFor({ userId: id, model: platform.models.current(), via: 'api' })
  if (actor === undefined) throw new Error(`no actor for ${user.login}`)
  return actor
}

/** Ids of what most sentences need. */
export interface Shop {
  readonly warehouse: string
  readonly product: string
  readonly customer: string
}

let made = 0

/** One warehouse, one product with so much on hand, one customer. */
export async function aShop(
  platform: TestPlatform,
  stock: { readonly onHand: string; readonly creditLimit?: string; readonly owner?: string },
): Promise<Shop> {
  const { records, admin } = platform
  made += 1
  const unit = await records.create(admin, 'unit', { name: `件${made}` })
  const warehouse = await records.create(admin, 'warehouse', { code: `W${made}`, name: `仓库${made}` })
  const product = await records.create(admin, 'product', {
    code: `P${made}`,
    name: `产品${made}`,
    unit: unit.id,
    salePrice: '10',
    cost: '6',
  })
  const limit = stock.creditLimit === undefined ? {} : { creditLimit: stock.creditLimit }
  const owner = stock.owner === undefined ? {} : { owner: stock.owner }
  const customer = await records.create(admin, 'customer', { code: `C${made}`, name: `客户${made}`, ...limit, ...owner })
  const shop = { warehouse: warehouse.id, product: product.id, customer: customer.id }
  if (Number(stock.onHand) > 0) await receive(platform, shop, stock.onHand)
  return shop
}

/** Stock comes in at a cost. */
export async function receive(platform: TestPlatform, shop: Shop, quantity: string, unitCost = '6'): Promise<void> {
  const { records, admin } = platform
  const lines = [{ product: shop.product, quantity, unitCost }]
  const { id } = await records.create(admin, 'stockAdjustment', { kind: 'receive', warehouse: shop.warehouse, reason: 'other', lines })
  await records.transition(admin, 'stockAdjustment', id, 'confirm', {}, null)
}

/** A draft of one line, due in a week. */
export async function anOrder(
  platform: TestPlatform,
  shop: Shop,
  of: { readonly quantity: string; readonly context?: Context },
): Promise<RecordView> {
  const dueOn = new Date(platform.clock.now() + 7 * 86_400_000).toISOString().slice(0, 10)
  const lines = [{ product: shop.product, quantity: of.quantity }]
  return platform.records.create(of.context ?? platform.admin, 'order', {
    customer: shop.customer,
    warehouse: shop.warehouse,
    dueOn,
    lines,
  })
}

/** An order that waits for its approval. */
export async function aSubmittedOrder(platform: TestPlatform, shop: Shop, quantity: string): Promise<RecordView> {
  const order = await anOrder(platform, shop, { quantity })
  return platform.records.transition(platform.admin, 'order', order.id, 'submit', {}, null)
}

/** The balance of the shop's one product. */
export async function balanceOf(platform: TestPlatform, shop: Shop): Promise<RecordView> {
  const { data } = await platform.records.list(platform.admin, 'stockBalance', {
    where: { product: shop.product, warehouse: shop.warehouse },
    count: 'none',
  })
  const [balance] = data
  if (balance === undefined) throw new Error('no balance')
  return balance
}
