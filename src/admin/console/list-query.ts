import { MalformedError } from '../../kernel/errors.js'
import { isValue, type LookTable } from './tables.js'

const prefix = 'filters.'
const ends = /^(.+)~~(from|to)$/

/** Instants that stand for an open end: AdminJS compares a lone end as text, which databases read differently. */
const openEnds = { from: '1970-01-01T00:00:00.000Z', to: '9999-12-31T00:00:00.000Z' } as const

/**
 * What AdminJS's list may be asked, built anew from what was sent: page, order, and filters on columns the table has.
 * @throws MalformedError `console-query` for a column that is not there or a value that is none of its kind
 */
export function listQuery(table: LookTable, asked: URLSearchParams): Readonly<Record<string, string>> {
  return { ...pageOf(asked), ...orderOf(table, asked), ...filtersOf(table, asked) }
}

function pageOf(asked: URLSearchParams): Readonly<Record<string, string>> {
  const page = wholeOf(asked, 'page', 100_000)
  const perPage = wholeOf(asked, 'perPage', 500)
  return { ...(page === undefined ? {} : { page }), ...(perPage === undefined ? {} : { perPage }) }
}

function wholeOf(asked: URLSearchParams, name: string, most: number): string | undefined {
  const given = asked.get(name)
  if (given === null || given === '') return undefined
  if (!/^[1-9]\d{0,5}$/.test(given) || Number(given) > most) throw malformed(name)
  return given
}

function orderOf({ columns }: LookTable, asked: URLSearchParams): Readonly<Record<string, string>> {
  const sortBy = asked.get('sortBy')
  const direction = asked.get('direction') || 'desc'
  if (sortBy === null || sortBy === '') return {}
  if (!columns.has(sortBy)) throw malformed('sortBy')
  if (direction !== 'asc' && direction !== 'desc') throw malformed('direction')
  return { sortBy, direction }
}

function filtersOf(table: LookTable, asked: URLSearchParams): Readonly<Record<string, string>> {
  const filters = new Map<string, string>()
  for (const [name, value] of asked) {
    if (name.startsWith(prefix) && value !== '') addFilter(filters, table, { path: name.slice(prefix.length), value })
  }
  return Object.fromEntries(filters)
}

function addFilter(filters: Map<string, string>, { columns }: LookTable, { path, value }: { path: string; value: string }): void {
  const [, column = path, end] = ends.exec(path) ?? []
  const kind = columns.get(column)
  if (kind === undefined || (kind === 'instant') !== (end !== undefined) || !isValue(kind, value)) throw malformed(`${prefix}${path}`)
  if (end === undefined) return void filters.set(`${prefix}${column}`, value)
  const other = end === 'from' ? 'to' : 'from'
  const otherKey = `${prefix}${column}~~${other}`
  filters.set(`${prefix}${column}~~${end}`, value)
  filters.set(otherKey, filters.get(otherKey) ?? openEnds[other])
}

function malformed(at: string): MalformedError {
  const message = { zh: '这里不能这样查询。', en: 'The list cannot be asked this.' }
  return new MalformedError('console-query', message, { errors: [{ at, code: 'console-query', message }] })
}
