/** What is asked about: records drawn from the database, the same for every target that sees the same rows. */
import type { Connection, RowDataPacket } from 'mysql2/promise'
import type { Person } from './people.js'

export interface Filter {
  readonly customer: string
  readonly status: string
  readonly from: string
  readonly until: string
}

export interface Workload {
  /** The deep page: the two-thousandth, or a late one of those there are. */
  readonly page: number
  readonly filters: readonly Filter[]
  readonly orders: readonly string[]
  /** Drafts and submitted orders that nobody else is given. */
  readonly changing: readonly string[]
  readonly customers: readonly string[]
  readonly products: readonly string[]
  readonly warehouse: string
}

export const pageSize = 25
const status = 'closed'

export const noteOf = (turn: number): string => `turn ${turn} at ${Date.now()}`

/** Goes through all of them, again and again. */
export function nth<T>(all: readonly T[], turn: number): T {
  const one = all[turn % all.length]
  if (one === undefined) throw new Error('there is nothing to choose from')
  return one
}

/** Every order; those that may be changed are dealt out, so that no two change the same. */
export async function drawAll(database: Connection, shares: number, reps: readonly Person[]): Promise<readonly Workload[]> {
  const others = reps.map(({ id }) => id).join(', ')
  const work = await draw(database, { visible: 'TRUE', changing: `owner_id NOT IN (${others})`, customers: 'TRUE' })
  const dealt = (share: number): readonly string[] => work.changing.filter((_, nth) => nth % shares === share)
  return Array.from({ length: shares }, (_, share) => ({ ...work, changing: dealt(share) }))
}

/** Of the rows of one sales rep. */
export function drawOwn(database: Connection, { id }: Person): Promise<Workload> {
  const own = `owner_id = ${id}`
  return draw(database, {
    visible: own,
    seen: `(${own} OR customer_id IN (SELECT id FROM customer WHERE ${own}))`,
    changing: own,
    customers: own,
  })
}

interface Drawing {
  readonly visible: string
  /** By other grants as well. */
  readonly seen?: string
  readonly changing: string
  readonly customers: string
}

async function draw(database: Connection, { visible, seen = visible, changing, customers }: Drawing): Promise<Workload> {
  const list = (sql: string): Promise<readonly string[]> => column(database, sql)
  const random = 'ORDER BY RAND(7) LIMIT 400'
  const [count = '0'] = await list(`SELECT COUNT(*) FROM \`order\` WHERE ${seen}`)
  const [warehouse = ''] = await list('SELECT id FROM warehouse WHERE active ORDER BY id LIMIT 1')
  return {
    page: Math.max(1, Math.min(2_000, Math.floor((Number(count) * 0.8) / pageSize))),
    filters: await drawFilters(database, visible),
    orders: await list(`SELECT id FROM \`order\` WHERE ${visible} ${random}`),
    changing: await list(`SELECT id FROM \`order\` WHERE status IN ('draft', 'submitted') AND ${changing} ${random}`),
    customers: await list(`SELECT id FROM customer WHERE status = 'active' AND ${customers} ${random}`),
    products: await list(`SELECT id FROM product WHERE status = 'active' ${random}`),
    warehouse,
  }
}

/** A customer's closed orders of the two years before the newest. */
async function drawFilters(database: Connection, visible: string): Promise<readonly Filter[]> {
  const [until = ''] = await column(database, "SELECT MAX(placed_on) FROM `order` WHERE status = 'closed'")
  const from = `${Number(until.slice(0, 4)) - 2}${until.slice(4)}`.replace('02-29', '02-28')
  const customers = await column(
    database,
    `SELECT DISTINCT customer_id FROM (SELECT customer_id FROM \`order\` WHERE status = '${status}' AND placed_on >= '${from}' AND ${visible}
      ORDER BY RAND(7) LIMIT 200) drawn`,
  )
  return customers.map((customer) => ({ customer, status, from, until }))
}

async function column(database: Connection, sql: string): Promise<readonly string[]> {
  const [rows] = await database.query<RowDataPacket[]>(sql)
  return rows.map((row) => String(Object.values(row)[0]))
}
