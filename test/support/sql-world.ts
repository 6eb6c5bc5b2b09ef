/** The database of the world the tests run in, holding the rows of a hand-built Model. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { columnTypeOf } from '../../src/compile/kinds.js'
import type { Model, ResourceModel } from '../../src/compile/model.js'
import { matchesText } from '../../src/expressions/normalise.js'
import { typeSql } from '../../src/store/column-types.js'
import type { Database } from '../../src/store/database.js'
import { openDatabase } from '../../src/store/open-database.js'
import { parameterFor } from '../../src/store/parameters.js'
import { termsOf } from '../../src/store/rows/search-terms.js'
import type { MemoryRow, MemoryRows } from './memory-rows.js'

export interface SqlWorld {
  readonly database: Database
  /** Makes the tables anew and fills them. */
  fill(model: Model, rows: MemoryRows): Promise<void>
  close(): Promise<void>
}

export async function openSqlWorld(): Promise<SqlWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'danju-sql-'))
  const server = process.env.TEST_WORLD === 'servers' ? await freshServer(folder) : undefined
  const { database } = await openDatabase({ url: server, embedded: { folder, durable: false, snapshots: false } })
  return {
    database,
    fill: (model, rows) => fill(database, model, rows),
    close: async () => {
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A database of its own on the test server. */
async function freshServer(folder: string): Promise<string> {
  const base = process.env.TEST_MARIADB_URL ?? ''
  const name = `sql_${process.pid}_${Date.now()}`
  const { database } = await openDatabase({ url: `${base}/mysql`, embedded: { folder } })
  await database.execute(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`)
  await database.close()
  return `${base}/${name}`
}

async function fill(database: Database, model: Model, rows: MemoryRows): Promise<void> {
  for (const resource of Object.values(model.resources)) await fillTable(database, resource, rows[resource.name] ?? [])
}

async function fillTable(database: Database, resource: ResourceModel, rows: readonly MemoryRow[]): Promise<void> {
  const { quote, name } = database.dialect
  const fields = Object.values(resource.fields).filter((field) => field.column !== null)
  const typeOf = (field: (typeof fields)[number]) => columnTypeOf(field.name, { kind: field.kind })
  await database.execute(`DROP TABLE IF EXISTS ${quote(resource.table)}`)
  await database.execute(
    `CREATE TABLE ${quote(resource.table)} (${fields.map((field) => `${quote(field.name)} ${typeSql(name, typeOf(field))}`).join(', ')})`,
  )
  for (const row of rows) {
    const values = fields.map((field) => parameterFor(typeOf(field).kind, row[field.name] ?? null))
    await database.execute(`INSERT INTO ${quote(resource.table)} VALUES (${fields.map(() => '?').join(', ')})`, values)
  }
  if (resource.searchTable !== null) await fillSearch(database, resource, resource.searchTable, rows)
}

async function fillSearch(database: Database, resource: ResourceModel, table: string, rows: readonly MemoryRow[]): Promise<void> {
  const { quote, name } = database.dialect
  const text = typeSql(name, { kind: 'text', length: 40 })
  await database.execute(`DROP TABLE IF EXISTS ${quote(table)}`)
  await database.execute(
    `CREATE TABLE ${quote(table)} (term ${text}, record_id BIGINT, ${quote('field')} ${text}, is_start ${typeSql(name, { kind: 'boolean' })})`,
  )
  const searchable = Object.values(resource.fields).filter((field) => field.searchable)
  const terms = rows.flatMap((row) => searchable.flatMap((field) => termRows(row, field.name)))
  for (let at = 0; at < terms.length; at += 200) {
    const part = terms.slice(at, at + 200)
    await database.execute(`INSERT INTO ${quote(table)} VALUES ${part.map(() => '(?, ?, ?, ?)').join(', ')}`, part.flat())
  }
}

/** Pinyin is left out: memory does not read it aloud. */
function termRows(row: MemoryRow, field: string): readonly (readonly unknown[])[] {
  const text = row[field]
  if (typeof text !== 'string') return []
  const written = termsOf(text).filter(({ term }) => matchesText('contains', text, term))
  return written.map(({ term, isStart }) => [term, row.id, field, isStart])
}
