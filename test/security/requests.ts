/** Requests somebody curious might send: every route, every resource, every field, in every parameter. */
import type { FieldModel, Model, ResourceModel } from '../../src/compile/model.js'

export interface Curious {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: unknown
}

export interface Known {
  readonly model: Model
  /** Ids of rows by resource, seen and unseen. */
  readonly ids: Readonly<Record<string, readonly string[]>>
  /** 0 ≤ x < 1 */
  readonly random: () => number
}

const json = (value: unknown): string => encodeURIComponent(JSON.stringify(value))
const get = (path: string): Curious => ({ method: 'GET', path })

/** The same everywhere. */
export const plainRequests: readonly Curious[] = [
  ...[
    '/model',
    '/openapi.json',
    '/session',
    '/alerts?state=all',
    '/notifications',
    '/runs',
    '/preferences',
    '//admin',
    '/jobs',
    '/changes',
    '/versions',
    '/sync/order-sync',
  ].map(get),
  ...['隐', '机密', '华强', '鹏城', 'peng', '佛山', 'C1', 'C2', 'S1', 'SO', 'SH', '13812345678', '5678', '球阀', 'rep', 'otherrep'].map(
    (term) => get(`/search?q=${encodeURIComponent(term)}`),
  ),
]

/** One after the other over all kinds, so that any number of them is a fair sample. */
export function curiousRequest(known: Known, index: number): Curious {
  const names = [...Object.keys(known.model.resources), 'nothing']
  const name = names[index % names.length] ?? 'order'
  const kind = kinds[Math.floor(known.random() * kinds.length)] ?? list
  return kind({ ...known, name, resource: known.model.resources[name] ?? known.model.resources.order })
}

interface Asking extends Known {
  readonly name: string
  readonly resource: ResourceModel | undefined
}

const pick = <T>({ random }: Pick<Known, 'random'>, list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
const anId = (asking: Asking): string => pick(asking, asking.ids[asking.name] ?? []) ?? '123'
const fieldOf = (asking: Asking): FieldModel | undefined => pick(asking, Object.values(asking.resource?.fields ?? {}))

/** A field of the resource, or of what it refers to. */
function pathOf(asking: Asking): string {
  const field = fieldOf(asking)
  const target = field?.target === null || field === undefined ? undefined : asking.model.resources[field.target]
  const further = target === undefined || asking.random() < 0.5 ? undefined : pick(asking, Object.keys(target.fields))
  return [field?.name ?? 'id', ...(further === undefined ? [] : [further])].join('.')
}

function testOf(asking: Asking, path: string): unknown {
  const field = asking.resource?.fields[path.split('.')[0] ?? '']
  const id = pick(asking, asking.ids[field?.target ?? asking.name] ?? []) ?? '1'
  const tests = [
    { empty: true },
    { empty: false },
    { gt: '5' },
    { lte: '100' },
    { gte: '2026-01-01' },
    { contains: '隐' },
    { startsWith: '华' },
    '球阀',
    id,
    [id, '7'],
    null,
    true,
    'approved',
    { gt: '2031-01-01' },
    { lt: '73' },
  ]
  return pick(asking, tests)
}

const conditionOf = (asking: Asking): unknown => {
  const path = pathOf(asking)
  const condition = { [path]: testOf(asking, path) }
  const roll = asking.random()
  if (roll < 0.7) return condition
  return roll < 0.85 ? { not: condition } : { or: [condition, { status: 'approved' }] }
}

const list = (asking: Asking): Curious =>
  get(
    `/records/${asking.name}?size=${pick(asking, [1, 2, 5, 200])}&page=${pick(asking, [1, 1, 2])}&count=${pick(asking, ['auto', 'exact', 'none'])}`,
  )
const filtered = (asking: Asking): Curious => get(`/records/${asking.name}?where=${json(conditionOf(asking))}`)
const sorted = (asking: Asking): Curious => get(`/records/${asking.name}?sort=${pick(asking, ['', '-'])}${pathOf(asking)}&size=3`)
const chosen = (asking: Asking): Curious => get(`/records/${asking.name}?fields=${pathOf(asking)},${pathOf(asking)}`)
const included = (asking: Asking): Curious =>
  get(`/records/${asking.name}?include=${pick(asking, ['lines', 'contacts', 'orders', 'balances', 'shipments', 'moves'])}`)
const searched = (asking: Asking): Curious =>
  get(
    `/records/${asking.name}?search=${encodeURIComponent(pick(asking, ['隐', '华', '鹏', 'C', 'P1', 'S', 'SO', '138', 'peng', '工', 'rep']) ?? '')}`,
  )
const one = (asking: Asking): Curious => get(`/records/${asking.name}/${anId(asking)}`)
const oneField = (asking: Asking): Curious => get(`/records/${asking.name}/${anId(asking)}?fields=${pathOf(asking)}`)
const part = (asking: Asking): Curious =>
  get(
    `/records/${asking.name}/${anId(asking)}/${pick(asking, ['history', 'transitions', 'print/orderConfirmation.html', 'print/deliveryNote.html'])}`,
  )
const grouped = (asking: Asking): Curious =>
  get(
    `/aggregate/${asking.name}?by=${pathOf(asking)}${pick(asking, ['', '', ':month'])}&measure=count,${pick(asking, ['sum', 'min', 'max'])}(${pathOf(asking)})`,
  )
const measured = (asking: Asking): Curious =>
  get(
    `/aggregate/${asking.name}?measure=count,${pick(asking, ['sum', 'min', 'max'])}(${fieldOf(asking)?.name})&where=${json(conditionOf(asking))}`,
  )
const explained = (asking: Asking): Curious =>
  get(`/explain?action=${pick(asking, ['read', 'update', 'approve', 'remove'])}&resource=${asking.name}&id=${anId(asking)}`)

/** Writes that are refused; those that would succeed would change both alike, but are not what this is about. */
const taken = (asking: Asking): Curious => ({
  method: 'POST',
  path: `/records/${asking.name}/${anId(asking)}/${pick(asking, ['approve', 'reject', 'close', 'cancel', 'finish', 'deactivate', 'nothing'])}`,
  body: { nothing: 1 },
})
const patched = (asking: Asking): Curious => ({
  method: 'PATCH',
  path: `/records/${asking.name}/${anId(asking)}`,
  body: { [fieldOf(asking)?.name ?? 'x']: '隐', nothing: 1 },
})
const referring = (asking: Asking): Curious => ({
  method: 'POST',
  path: '/records/order',
  body: {
    customer: pick(asking, asking.ids.customer ?? []),
    warehouse: pick(asking, asking.ids.warehouse ?? []),
    dueOn: '2001-01-01',
    lines: [{ product: anId(asking), quantity: '0' }],
  },
})
const bulk = (asking: Asking): Curious => ({
  method: 'POST',
  path: `/records/${asking.name}/bulk`,
  body: { ids: [anId(asking)], action: 'nothing' },
})

const kinds = [
  list,
  filtered,
  filtered,
  filtered,
  sorted,
  sorted,
  chosen,
  included,
  searched,
  one,
  oneField,
  part,
  grouped,
  grouped,
  measured,
  measured,
  explained,
  taken,
  patched,
  referring,
  bulk,
]
