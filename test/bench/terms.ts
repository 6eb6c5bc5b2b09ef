/** Search terms out of the middle of what is there: some match few rows, some match many. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection, RowDataPacket } from 'mysql2/promise'

export interface Term {
  readonly text: string
  readonly matches: number
}

/** As near to one match, a hundred and a tenth of all orders as the rows have it: 100,000 of a million, which are as many as there are customers. */
export interface Terms {
  readonly few: Term
  readonly some: Term
  readonly many: Term
}

/** Found once for a database: counting every candidate takes a while. */
export async function openTerms(folder: string, database: Connection): Promise<{ readonly number: Terms; readonly name: Terms }> {
  const file = join(folder, 'terms.json')
  if (!existsSync(file)) {
    const orders = await countOrders(database)
    const found = { number: await numberTerms(database, orders), name: await nameTerms(database, orders) }
    writeFileSync(file, JSON.stringify(found))
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}

async function numberTerms(database: Connection, orders: number): Promise<Terms> {
  const sql = 'SELECT number FROM `order` ORDER BY id LIMIT 1 OFFSET ?'
  const [rows] = await database.query<RowDataPacket[]>(sql, [Math.floor(orders / 2)])
  const texts = middlesOf(String(rows[0]?.number))
  const sums = texts.map((_, nth) => `SUM(number LIKE ?) AS t${nth}`).join(', ')
  const patterns = texts.map((text) => `%${text}%`)
  const [counted] = await database.query<RowDataPacket[]>(`SELECT ${sums} FROM \`order\``, patterns)
  return nearest(
    texts.map((text, nth) => ({ text, matches: Number(counted[0]?.[`t${nth}`]) })),
    orders / 10,
  )
}

async function countOrders(database: Connection): Promise<number> {
  const [rows] = await database.query<RowDataPacket[]>('SELECT COUNT(*) AS orders FROM `order`')
  return Number(rows[0]?.orders)
}

const sampledNames = 8

async function nameTerms(database: Connection, orders: number): Promise<Terms> {
  const [rows] = await database.query<RowDataPacket[]>('SELECT name FROM customer ORDER BY id')
  const names = rows.map((row) => String(row.name))
  const samples = names.filter((_, nth) => nth % Math.ceil(names.length / sampledNames) === 0)
  const texts = [...new Set(samples.flatMap(middlesOf))]
  const found = texts.map((text) => ({ text, matches: names.filter((name) => name.includes(text)).length }))
  return nearest(found, orders / 10)
}

/** Two characters or more; none at the start, where an index would find them anyway. */
function middlesOf(text: string): readonly string[] {
  const starts = Array.from({ length: text.length }, (_, start) => start).slice(1)
  const cuts = starts.flatMap((start) => starts.map((end) => text.slice(start, end + 1)))
  return [...new Set(cuts)].filter((cut) => cut.length > 1)
}

function nearest(terms: readonly Term[], many: number): Terms {
  const found = terms.filter(({ matches }) => matches > 0)
  return { few: nearestTo(found, 1), some: nearestTo(found, 100), many: nearestTo(found, many) }
}

function nearestTo(terms: readonly Term[], matches: number): Term {
  const distance = (term: Term): number => Math.abs(Math.log(term.matches / matches))
  const [best] = [...terms].sort((one, other) => distance(one) - distance(other))
  if (best === undefined) throw new Error('there is nothing to search for')
  return best
}
