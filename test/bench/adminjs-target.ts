/** The plain AdminJS of `adminjs/server.ts`, through the requests its own screens make. */
import { HttpClient, type Reply } from './http-client.js'
import { idsFor, type PlainOptions, removeAbove } from './naive-target.js'
import type { Perform, Seen, Target } from './operation.js'
import { type Filter, noteOf, nth, pageSize, type Workload } from './workload.js'

const list = (resource: string): string => `/admin/api/resources/${resource}/actions/list?perPage=${pageSize}`
const newest = `${list('Order')}&sortBy=placedOn&direction=desc`

export function adminJsTarget({ child, work, terms, database }: PlainOptions): Target {
  const client = new HttpClient(child.url)
  const listing =
    (path: (turn: number) => string): Perform =>
    async (turn) =>
      seenIn(await client.ask('GET', path(turn)))
  const search = (path: string, { text }: { readonly text: string }): Perform => listing(() => `${path}=${encodeURIComponent(text)}`)
  const customers = `${list('Customer')}&sortBy=id&direction=desc&filters.name`
  const perform: Target['perform'] = {
    newest: listing(() => `${newest}&page=1`),
    newestExact: listing(() => `${newest}&page=1`),
    deep: listing(() => `${newest}&page=${work.page}`),
    after: listing((turn) => `${newest}&page=${work.page + 1 + (turn % 10)}`),
    filtered: listing((turn) => `${list('Order')}&sortBy=total&direction=desc&${filtersOf(nth(work.filters, turn))}`),
    numberFew: search(`${newest}&filters.number`, terms.number.few),
    numberSome: search(`${newest}&filters.number`, terms.number.some),
    numberMany: search(`${newest}&filters.number`, terms.number.many),
    nameFew: search(customers, terms.name.few),
    nameSome: search(customers, terms.name.some),
    nameMany: search(customers, terms.name.many),
    one: (turn) => showOne(client, nth(work.orders, turn)),
    create: creating(client, work),
    update: async (turn) => {
      const reply = await client.ask('POST', `/admin/api/resources/Order/records/${nth(work.changing, turn)}/edit`, {
        body: { note: noteOf(turn) },
      })
      return () => ({ rows: saved(reply).note === null ? 0 : 1, total: null })
    },
  }
  const cleanUp = async (): Promise<void> => {
    client.close()
    await removeAbove(database, 'adminjs')
  }
  return { name: 'adminjs', perform, cleanUp }
}

function filtersOf({ customer, status, from, until }: Filter): string {
  const filters = { customerId: customer, status, 'placedOn~~from': from, 'placedOn~~to': until }
  return new URLSearchParams(Object.entries(filters).map(([name, value]) => [`filters.${name}`, value])).toString()
}

const seenIn =
  ({ text }: Reply) =>
  (): Seen => {
    const { records, meta } = JSON.parse(text)
    return { rows: records.length, total: meta.total }
  }

/** The record and, beside it, the list of its lines. */
async function showOne(client: HttpClient, id: string): Promise<() => Seen> {
  const [, lines] = await Promise.all([
    client.ask('GET', `/admin/api/resources/Order/records/${id}/show`),
    client.ask('GET', `${list('OrderLine')}&filters.orderId=${id}`),
  ])
  return seenIn(lines)
}

/** Four requests, one after the other, as somebody makes them who fills in four forms. What is computed was computed by them. */
function creating(client: HttpClient, work: Workload): Perform {
  const newId = idsFor('adminjs')
  return async (turn) => {
    const id = newId()
    const now = new Date().toISOString()
    const stamps = { version: 1, createdAt: now, updatedAt: now }
    const amounts = { subtotal: 600, tax: 78, total: 678, syncState: 'none', status: 'draft' }
    const place = { customerId: nth(work.customers, turn), warehouseId: work.warehouse, placedOn: now.slice(0, 10), dueOn: '2099-12-31' }
    const replies = [await make(client, 'Order', { id, number: `A${id}`, ...place, ...amounts, ...stamps })]
    for (const line of [0, 1, 2]) {
      const values = { quantity: 2, unitPrice: 100, taxRate: 0.13, amount: 200, tax: 26, reserved: 0, shipped: 0, planned: 0, ...stamps }
      replies.push(await make(client, 'OrderLine', { id: newId(), orderId: id, productId: nth(work.products, turn * 3 + line), ...values }))
    }
    return () => ({ rows: replies.map(saved).length - 1, total: null })
  }
}

const make = (client: HttpClient, resource: string, body: unknown): Promise<Reply> =>
  client.ask('POST', `/admin/api/resources/${resource}/actions/new`, { body })

/** @throws when the answer, whose status is 200 all the same, says that nothing was saved */
function saved({ text }: Reply): Readonly<Record<string, unknown>> {
  const { record, notice } = JSON.parse(text)
  if (notice?.type === 'error') throw new Error(`nothing was saved: ${text.slice(0, 300)}`)
  return record.params
}
