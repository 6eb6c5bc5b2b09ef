/**
 * Changes everything in a database that somebody may not see, and nothing else: cells of rows that are not theirs, columns their
 * role is not shown, and whole rows more. Who may see which row is said here a second time, by hand, from the definitions.
 */
import type { FieldModel, ResourceModel } from '../../src/compile/model.js'
import type { StoredRow } from '../../src/compile/stored-row.js'
import type { Platform } from '../../src/platform.js'
import type { Transaction } from '../../src/store/database.js'
import { readRows } from '../../src/store/rows/read-row.js'
import { replaceSearchTerms, writeSearchTerms } from '../../src/store/rows/search-write.js'
import { insertRecords, updateRecord } from '../../src/store/rows/write-row.js'

export type Role = 'salesRep' | 'warehouse' | 'purchaser'

type Rows = ReadonlyMap<string, readonly StoredRow[]>
type Sees = (row: StoredRow, rows: Rows, me: string) => boolean

const everybody: Sees = () => true
const nobody: Sees = () => false
const find = (rows: Rows, resource: string, id: unknown): StoredRow | undefined => rows.get(resource)?.find((row) => row.id === id)
/** As its parent does. */
const as =
  (resource: string, by: string, sees: Sees): Sees =>
  (row, rows, me) => {
    const parent = find(rows, resource, row[by])
    return parent !== undefined && sees(parent, rows, me)
  }

const own: Sees = (row, _rows, me) => row.owner === me
const ownNews: Sees = (row, _rows, me) => row.recipient === me
const approved: Sees = (row) => row.status === 'approved'
const waiting: Sees = (row) => row.status === 'approved' && row.backordered === true
const common = {
  company: everybody,
  product: everybody,
  category: everybody,
  unit: everybody,
  warehouse: everybody,
  user: everybody,
  department: everybody,
  stockBalance: everybody,
  notification: ownNews,
}

/** What is not named is seen by nobody. */
const seen: Readonly<Record<Role, Readonly<Record<string, Sees>>>> = {
  salesRep: {
    ...common,
    customer: own,
    contact: as('customer', 'customer', own),
    order: own,
    orderLine: as('order', 'order', own),
    shipment: as('order', 'order', own),
    shipmentLine: as('shipment', 'shipment', as('order', 'order', own)),
  },
  warehouse: {
    ...common,
    customer: everybody,
    order: approved,
    orderLine: as('order', 'order', approved),
    shipment: everybody,
    shipmentLine: everybody,
    stockMove: everybody,
    stockReservation: everybody,
    stockAdjustment: everybody,
    stockAdjustmentLine: everybody,
  },
  purchaser: {
    ...common,
    supplier: everybody,
    order: waiting,
    orderLine: as('order', 'order', waiting),
    stockMove: everybody,
    stockReservation: everybody,
    stockAdjustment: everybody,
    stockAdjustmentLine: everybody,
  },
}

/** @returns how many cells are other ones now, and how many rows there are more */
export async function changeHidden(
  platform: Platform,
  of: { readonly role: Role; readonly me: string },
): Promise<{ readonly cells: number; readonly rows: number }> {
  const model = platform.models.current()
  const rows = await everyRow(platform)
  let [cells, more] = [0, 0]
  await platform.database.transaction(async (tx) => {
    for (const resource of Object.values(model.resources)) {
      const sees = seen[of.role][resource.name] ?? nobody
      for (const row of rows.get(resource.name) ?? []) {
        if (resource.name === 'user' && row.id === of.me) continue
        const isSeen = sees(row, rows, of.me)
        const values = changed(resource, row, (field) => (isSeen ? lookOf(resource, of.role, field.name, model.resources) : 'hidden'))
        cells += Object.keys(values).length
        await write(tx, resource, row, values)
        if (!isSeen && multiplied.has(resource.name)) more += await another(tx, resource, { ...row, ...values })
      }
    }
  })
  return { cells, rows: more }
}

async function everyRow({ database, models }: Platform): Promise<Rows> {
  const found = new Map<string, readonly StoredRow[]>()
  for (const resource of Object.values(models.current().resources)) {
    const ids = await database.query<{ id: string }>(`SELECT id FROM ${database.dialect.quote(resource.table)}`)
    found.set(
      resource.name,
      await readRows(
        database,
        resource,
        ids.map((row) => row.id),
      ),
    )
  }
  return found
}

type Look = 'show' | 'mask' | 'hidden'

/** By the grants of the role, whatever their rows: a cell that any of them may show is left alone. */
function lookOf(resource: ResourceModel, role: Role, field: string, all: Readonly<Record<string, ResourceModel>>): Look {
  const { owner } = resource
  const grants = (owner === null ? resource : all[owner.resource])?.grants.filter((grant) => grant.role === role) ?? []
  const looks = grants.map((grant) => (owner === null ? grant.fields : (grant.lines[owner.relation]?.fields ?? {}))[field])
  if (['id', 'version'].includes(field) || looks.includes('show')) return 'show'
  return looks.includes('mask') ? 'mask' : 'hidden'
}

function changed(
  resource: ResourceModel,
  row: StoredRow,
  look: (field: FieldModel) => Look,
): Readonly<Record<string, string | boolean | null>> {
  const cells = Object.values(resource.fields).flatMap((field) => {
    const looks = look(field)
    if (field.column === null || looks === 'show') return []
    const value = looks === 'mask' ? behindMask(row[field.name]) : otherValue(resource, field, row[field.name] ?? null)
    return value === undefined || value === row[field.name] ? [] : [[field.name, value] as const]
  })
  return Object.fromEntries(cells)
}

/** The second letter is behind every mask. */
const behindMask = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length > 4 ? `${value[0]}7${value.slice(2)}` : undefined

/** Fields that decide who sees a row, or whether somebody is somebody. */
const deciding = new Set(['id', 'version', 'owner', 'recipient', 'active', 'backordered', 'role'])
const numeric = new Set(['money', 'quantity', 'unitPrice', 'integer'])
const textual = new Set(['text', 'longText', 'phone', 'email', 'sequence'])

function otherValue({ name }: ResourceModel, field: FieldModel, value: unknown): string | boolean | null | undefined {
  const isState = field.name === 'status' && name !== 'customer' && name !== 'supplier'
  if (deciding.has(field.name) || isState) return undefined
  if (textual.has(field.kind)) return `${String(value ?? '')}隐`.slice(0, field.length ?? 200)
  if (numeric.has(field.kind)) return String(Number(value ?? 0) + 3)
  if (field.kind === 'percent') return '0.5'
  if (field.kind === 'date') return '2031-05-06'
  if (field.kind === 'boolean') return value !== true
  if (field.kind === 'select') return field.options.find((option) => option.value !== value)?.value
  return field.kind === 'belongsTo' &&
    !field.implicit &&
    !['order', 'customer', 'product', 'warehouse', 'shipment', 'adjustment', 'user', 'orderLine', 'unit'].includes(field.name)
    ? null
    : undefined
}

async function write(
  tx: Transaction,
  resource: ResourceModel,
  row: StoredRow,
  values: Readonly<Record<string, string | boolean | null>>,
): Promise<void> {
  if (Object.keys(values).length === 0) return
  await updateRecord(tx, resource, row.id, values)
  await replaceSearchTerms(tx, resource, { id: row.id, before: row, values })
}

/** Whole rows more, of these. */
const multiplied = new Set(['customer', 'contact', 'order', 'orderLine', 'supplier', 'shipment', 'stockAdjustment', 'notification'])
const far = 1n << 50n

async function another(tx: Transaction, resource: ResourceModel, row: StoredRow): Promise<number> {
  const id = (BigInt(row.id) + far).toString()
  const uniques = new Set(resource.uniques.flat().filter((name) => textual.has(resource.fields[name]?.kind ?? '')))
  const copy = Object.fromEntries(
    Object.entries({ ...row, id }).map(([name, value]) => [name, uniques.has(name) ? `${String(value)}又` : value]),
  )
  await insertRecords(tx, resource, [copy])
  await writeSearchTerms(tx, resource, id, copy)
  return 1
}
