/** Rows on their way to their tables: few large transactions, and search terms in the order of their index. */
import type { ResourceModel } from '../compile/model.js'
import type { StoredRow } from '../compile/stored-row.js'
import type { Database, Transaction } from '../store/database.js'
import { insertRows } from '../store/insert-rows.js'
import { ExactText } from '../store/parameters.js'
import { ordinalOf, searchableFields, sortKeyOf, termsOf } from '../store/rows/search-terms.js'

const rowsAtOnce = 5_000
/** Sorted in memory before they go into an index that is ordered by term: one sweep over it instead of a million jumps. */
const termsAtOnce = 600_000
const termsPerTransaction = 20_000
const inFlight = 2

export class BulkWriter {
  private readonly rows = new Map<ResourceModel, (readonly unknown[])[]>()
  private readonly terms = new Map<ResourceModel, Term[]>()
  private readonly columns = new Map<ResourceModel, readonly Column[]>()
  private readonly underway: Promise<void>[] = []
  private waiting = 0
  private termsWaiting = 0

  constructor(private readonly database: Database) {}

  async add(resource: ResourceModel, row: StoredRow): Promise<void> {
    const columns = this.columns.get(resource) ?? columnsOf(resource)
    this.columns.set(resource, columns)
    const waiting = this.rows.get(resource) ?? []
    this.rows.set(resource, waiting)
    waiting.push(columns.map((column) => column.cell(row)))
    this.addTerms(resource, row)
    this.waiting += 1
    if (this.waiting >= rowsAtOnce) await this.flushRows()
    if (this.termsWaiting >= termsAtOnce) await this.flushTerms()
  }

  async finish(): Promise<void> {
    await this.flushRows()
    await this.flushTerms()
    await Promise.all(this.underway.splice(0))
  }

  private addTerms(resource: ResourceModel, row: StoredRow): void {
    if (resource.searchTable === null) return
    const terms = this.terms.get(resource) ?? []
    this.terms.set(resource, terms)
    const before = terms.length
    const ordinal = ordinalOf(resource, row)
    for (const field of searchableFields(resource)) {
      const text = row[field]
      if (typeof text !== 'string') continue
      for (const { term, isStart, isSpoken } of termsOf(text)) terms.push([term, row.id, field, isStart, isSpoken, ordinal])
    }
    this.termsWaiting += terms.length - before
  }

  private async flushRows(): Promise<void> {
    const rows = [...this.rows].filter(([, waiting]) => waiting.length > 0)
    this.rows.clear()
    this.waiting = 0
    await this.start(() => this.insert(rows))
  }

  private insert(tables: readonly (readonly [ResourceModel, readonly (readonly unknown[])[]])[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      for (const [resource, rows] of tables) {
        const columns = this.columns.get(resource) ?? []
        await insertRows(
          tx,
          resource.table,
          columns.map((column) => column.name),
          rows,
        )
      }
    })
  }

  private async flushTerms(): Promise<void> {
    const tables = [...this.terms]
    this.terms.clear()
    this.termsWaiting = 0
    for (const [resource, terms] of tables) {
      const sorted = terms.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))
      for (let start = 0; start < sorted.length; start += termsPerTransaction) {
        await this.start(() =>
          this.database.transaction((tx) => insertTerms(tx, resource, sorted.slice(start, start + termsPerTransaction))),
        )
      }
    }
  }

  /** One batch is written while the next is made. */
  private async start(work: () => Promise<void>): Promise<void> {
    if (this.underway.length >= inFlight) await this.underway.shift()
    const done = work()
    done.catch(() => undefined)
    this.underway.push(done)
  }
}

/** In the order of the columns: a million objects would cost more than the terms they hold. */
type Term = readonly [term: string, recordId: string, field: string, isStart: boolean, isSpoken: boolean, ordinal: number | null]
const termColumns = ['term', 'record_id', 'field', 'is_start', 'is_spoken', 'ordinal']

async function insertTerms(tx: Transaction, resource: ResourceModel, terms: readonly Term[]): Promise<void> {
  if (resource.searchTable !== null) await insertRows(tx, resource.searchTable, termColumns, terms)
}

interface Column {
  readonly name: string
  cell(row: StoredRow): unknown
}

function columnsOf(resource: ResourceModel): readonly Column[] {
  return Object.values(resource.fields).flatMap(({ name, column, sortColumn }) => {
    if (column === null) return []
    const own: Column = { name: column, cell: (row) => plainCell(row[name]) }
    if (sortColumn === null || sortColumn === column) return [own]
    return [own, { name: sortColumn, cell: (row) => sortCell(row[name]) }]
  })
}

/** Numbers go as text: stored in a column of numbers they are exact. */
function plainCell(value: unknown): unknown {
  if (value === undefined || value === null) return null
  return typeof value === 'object' ? new ExactText(JSON.stringify(value)) : value
}

const sortCell = (value: unknown): string | null => (typeof value === 'string' ? sortKeyOf(value) : null)
