/** The hand-written server of `naive/server.ts`, from outside. It knows no permissions. */
import type { Connection } from 'mysql2/promise'
import type { Child } from './children.js'
import { HttpClient, type Reply } from './http-client.js'
import type { Perform, Seen, Target } from './operation.js'
import type { Terms } from './terms.js'
import { type Filter, noteOf, nth, type Workload } from './workload.js'

export interface PlainOptions {
  readonly child: Child
  readonly work: Workload
  readonly terms: { readonly number: Terms; readonly name: Terms }
  /** To remove what was created, past the server. */
  readonly database: Connection
}

export function naiveTarget({ child, work, terms, database }: PlainOptions): Target {
  const client = new HttpClient(child.url)
  const listing =
    (path: (turn: number) => string): Perform =>
    async (turn) =>
      seenIn(await client.ask('GET', path(turn)))
  const search = (path: string, { text }: { readonly text: string }): Perform => listing(() => `${path}=${encodeURIComponent(text)}`)
  const perform: Target['perform'] = {
    newest: listing(() => '/orders?page=1'),
    newestExact: listing(() => '/orders?page=1'),
    deep: listing(() => `/orders?page=${work.page}`),
    after: listing((turn) => `/orders?page=${work.page + 1 + (turn % 10)}`),
    filtered: listing((turn) => `/orders?page=1&sort=total&${queryOf(nth(work.filters, turn))}`),
    numberFew: search('/orders?page=1&number', terms.number.few),
    numberSome: search('/orders?page=1&number', terms.number.some),
    numberMany: search('/orders?page=1&number', terms.number.many),
    nameFew: search('/customers?page=1&name', terms.name.few),
    nameSome: search('/customers?page=1&name', terms.name.some),
    nameMany: search('/customers?page=1&name', terms.name.many),
    one: async (turn) => linesIn(await client.ask('GET', `/orders/${nth(work.orders, turn)}`)),
    create: async (turn) => linesIn(await client.ask('POST', '/orders', { body: orderOf(work, turn) })),
    update: async (turn) => {
      const { text } = await client.ask('PATCH', `/orders/${nth(work.changing, turn)}`, { body: { note: noteOf(turn) } })
      return () => ({ rows: JSON.parse(text).changed, total: null })
    },
  }
  const cleanUp = async (): Promise<void> => {
    client.close()
    await removeAbove(database, 'naive')
  }
  return { name: 'naive', perform, cleanUp }
}

const queryOf = ({ customer, status, from, until }: Filter): string => new URLSearchParams({ customer, status, from, until }).toString()

const seenIn =
  ({ text }: Reply) =>
  (): Seen => {
    const { data, total } = JSON.parse(text)
    return { rows: data.length, total }
  }

const linesIn =
  ({ text }: Reply) =>
  (): Seen => ({ rows: JSON.parse(text).lines.length, total: null })

function orderOf(work: Workload, turn: number): unknown {
  const lines = [0, 1, 2].map((line) => ({ product: nth(work.products, turn * 3 + line), quantity: 2 }))
  return { customer: nth(work.customers, turn), warehouse: work.warehouse, dueOn: '2099-12-31', lines }
}

/** Ids that the platform will not draw in this century: rows that others made are known by them. */
const firstIds = { naive: 8_000_000_000_000_000_000n, adminjs: 8_500_000_000_000_000_000n } as const

/** Ids that no run has drawn before. */
export function idsFor(who: keyof typeof firstIds): () => string {
  let next = firstIds[who] + BigInt(Date.now()) * 100_000n
  return () => {
    next += 1n
    return String(next)
  }
}

export async function removeAbove(database: Connection, who: keyof typeof firstIds): Promise<void> {
  const range = [String(firstIds[who]), String(firstIds[who] + 499_999_999_999_999_999n)]
  await database.query('DELETE FROM order_line WHERE id BETWEEN ? AND ?', range)
  await database.query('DELETE FROM `order` WHERE id BETWEEN ? AND ?', range)
}
