/** The platform, as people with tokens see it. */
import type { Child } from './children.js'
import { HttpClient, type Reply } from './http-client.js'
import type { OperationName, Perform, Seen, Target, TargetName } from './operation.js'
import type { Person } from './people.js'
import type { Terms } from './terms.js'
import { type Filter, noteOf, nth, pageSize, type Workload } from './workload.js'

export interface Desk {
  readonly person: Person
  readonly work: Workload
  /** Cursors from the deep page on. */
  readonly cursors: readonly string[]
}

export interface DanjuOptions {
  readonly name: TargetName
  readonly web: Child
  readonly people: readonly { readonly person: Person; readonly work: Workload }[]
  /** Who may remove every order. */
  readonly remover: Person
  readonly terms: { readonly number: Terms; readonly name: Terms }
}

/** What the screen of the list asks for. */
const shown = 'fields=number,customer,placedOn,dueOn,status,total,shippedShare,owner,backordered'
const list = `/api/v1/records/order?${shown}&size=${pageSize}`
const cursorsKept = 10

export async function danjuTarget({ name, web, people, remover, terms }: DanjuOptions): Promise<Target> {
  const client = new HttpClient(web.url)
  const desks = await Promise.all(people.map(async (one) => ({ ...one, cursors: await walk(client, one.person, one.work.page) })))
  const created: string[] = []
  const perform: Record<OperationName, Perform> = {
    ...readings(client, desks),
    ...searches(client, desks, terms),
    create: byTurn(desks, async (desk, turn) => {
      const reply = await client.ask('POST', '/api/v1/records/order', { ...asking(desk), body: orderOf(desk.work, turn) })
      created.push(JSON.parse(reply.text).id)
      return () => ({ rows: JSON.parse(reply.text).lines.length, total: null })
    }),
    update: await updating(client, desks),
  }
  return { name, perform, cleanUp: () => removeAll(client, remover, created) }
}

const asking = ({ person }: Pick<Desk, 'person'>) => ({ headers: { authorization: person.authorization } })

/** Each turn is somebody else's; everybody goes through their own records. */
function byTurn(desks: readonly Desk[], act: (desk: Desk, turn: number) => Promise<() => Seen>): Perform {
  return (turn) => {
    const desk = desks[turn % desks.length]
    if (desk === undefined) throw new Error('nobody is there')
    return act(desk, Math.floor(turn / desks.length))
  }
}

async function walk(client: HttpClient, person: Person, page: number): Promise<readonly string[]> {
  const cursors: string[] = []
  let path = `${list}&page=${page}`
  while (cursors.length < cursorsKept) {
    const { text } = await client.ask('GET', path, asking({ person }))
    const { next } = JSON.parse(text).page
    if (next === null) return cursors
    cursors.push(next)
    path = `${list}&after=${encodeURIComponent(next)}`
  }
  return cursors
}

function readings(client: HttpClient, desks: readonly Desk[]) {
  const listing = (path: (desk: Desk, turn: number) => string): Perform =>
    byTurn(desks, async (desk, turn) => seenIn(await client.ask('GET', path(desk, turn), asking(desk))))
  return {
    newest: listing(() => list),
    newestExact: listing(() => `${list}&count=exact`),
    deep: listing(({ work }) => `${list}&page=${work.page}`),
    after: listing(({ cursors }, turn) => `${list}&after=${encodeURIComponent(nth(cursors, turn))}`),
    filtered: listing(({ work }, turn) => `${list}&sort=-total&where=${encodeURIComponent(conditionOf(nth(work.filters, turn)))}`),
    one: byTurn(desks, async (desk, turn) => {
      const { text } = await client.ask('GET', `/api/v1/records/order/${nth(desk.work.orders, turn)}`, asking(desk))
      return () => ({ rows: JSON.parse(text).lines.length, total: null })
    }),
  }
}

const conditionOf = ({ customer, status, from, until }: Filter): string =>
  JSON.stringify({ customer, status, placedOn: { gte: from, lte: until } })

function searches(client: HttpClient, desks: readonly Desk[], { number, name }: DanjuOptions['terms']) {
  const customers = `/api/v1/records/customer?fields=code,name,level,region,owner,phone,creditLimit,exposure,status&size=${pageSize}`
  const search = (path: string, { text }: { readonly text: string }): Perform =>
    byTurn(desks, async (desk) => seenIn(await client.ask('GET', `${path}&search=${encodeURIComponent(text)}`, asking(desk))))
  return {
    numberFew: search(list, number.few),
    numberSome: search(list, number.some),
    numberMany: search(list, number.many),
    nameFew: search(customers, name.few),
    nameSome: search(customers, name.some),
    nameMany: search(customers, name.many),
  }
}

function seenIn({ text }: Reply): () => Seen {
  return () => {
    const { data, page } = JSON.parse(text)
    return { rows: data.length, total: page.more && page.total === 10_000 ? null : page.total }
  }
}

function orderOf(work: Workload, turn: number): unknown {
  const lines = [0, 1, 2].map((line) => ({ product: nth(work.products, turn * 3 + line), quantity: '2' }))
  return { customer: nth(work.customers, turn), warehouse: work.warehouse, dueOn: '2099-12-31', lines }
}

/** Against the version one has seen. */
async function updating(client: HttpClient, desks: readonly Desk[]): Promise<Perform> {
  const versions = new Map<string, string>()
  const pathOf = (id: string): string => `/api/v1/records/order/${id}`
  for (const desk of desks)
    for (const id of desk.work.changing) versions.set(id, (await client.ask('GET', pathOf(id), asking(desk))).headers.etag ?? '')
  return byTurn(desks, async (desk, turn) => {
    const id = nth(desk.work.changing, turn)
    const headers = { ...asking(desk).headers, 'if-match': versions.get(id) ?? '' }
    const reply = await client.ask('PATCH', pathOf(id), { headers, body: { note: noteOf(turn) } })
    versions.set(id, reply.headers.etag ?? '')
    return () => ({ rows: JSON.parse(reply.text).note === null ? 0 : 1, total: null })
  })
}

async function removeAll(client: HttpClient, person: Person, created: readonly string[]): Promise<void> {
  for (const id of created) {
    const { headers } = await client.ask('GET', `/api/v1/records/order/${id}`, asking({ person }))
    await client.ask('DELETE', `/api/v1/records/order/${id}`, {
      headers: { ...asking({ person }).headers, 'if-match': headers.etag ?? '' },
    })
  }
  client.close()
}
