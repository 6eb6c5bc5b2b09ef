/**
 * Brings the platform's own tables up to date. A migration says how tables look afterwards, in full; the planner finds what is missing.
 * So MySQL, which commits every DDL statement by itself, may stop anywhere: the next run does the rest.
 */
import type { TableModel } from '../compile/table-model.js'
import type { Clock } from '../kernel/clock.js'
import { instantOf } from '../kernel/clock.js'
import { applySchema, noJournal, type SchemaJournal } from './apply-schema.js'
import { currentTables } from './current-tables.js'
import type { Database } from './database.js'
import { insertIfAbsent, insertRows } from './insert-rows.js'
import { planSchema } from './planner.js'
import { SchemaProblemsError } from './schema-problems.js'

/** What migrations are written with. */
export type { ColumnModel, ColumnType, IndexModel, TableModel } from '../compile/table-model.js'

export interface Migration {
  /** Its file's name, `0001-platform`. */
  readonly name: string
  /** Whole tables as they are wanted: new ones, and known ones with what is added or widened. */
  readonly tables: readonly TableModel[]
  /** Rows that have to be there; one that is already there is left alone. */
  readonly rows?: readonly MigrationRows[]
}

export interface MigrationRows {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}

const journalTable: TableModel = {
  name: 'dj_migration',
  primaryKey: ['name'],
  columns: [
    { name: 'name', type: { kind: 'text', length: 100 }, nullable: false },
    { name: 'applied_at', type: { kind: 'instant' }, nullable: false },
  ],
  indexes: [],
  checks: [],
}

/**
 * Applies what was not applied yet; one process at a time.
 * @returns the names of the migrations applied now
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[],
  clock: Clock,
  journal: SchemaJournal = noJournal,
): Promise<readonly string[]> {
  if ((await pending(database, migrations)).length === 0) return []
  return database.exclusively('schema', async () => {
    await ensureTables(database, [journalTable], journal)
    const due = await pending(database, migrations)
    for (const migration of due) await apply(database, migration, clock, journal)
    return due.map(({ name }) => name)
  })
}

/** Makes the tables at least as wanted. For use under `database.exclusively('schema', …)`. @throws SchemaProblemsError */
export async function ensureTables(database: Database, tables: readonly TableModel[], journal: SchemaJournal): Promise<void> {
  const { steps, problems } = planSchema(database.dialect.name, await currentTables(database), tables)
  if (problems.length > 0) throw new SchemaProblemsError(problems)
  await applySchema(database, steps, journal)
}

async function pending(database: Database, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  const known = await currentTables(database, 'dj_migration')
  if (known.length === 0) return migrations
  const rows = await database.query<{ name: string }>('SELECT name FROM dj_migration')
  const applied = new Set(rows.map(({ name }) => name))
  return migrations.filter(({ name }) => !applied.has(name))
}

async function apply(database: Database, { name, tables, rows = [] }: Migration, clock: Clock, journal: SchemaJournal): Promise<void> {
  await ensureTables(database, tables, journal)
  for (const given of rows) for (const row of given.rows) await insertIfAbsent(database, given.table, given.columns, row)
  await insertRows(database, 'dj_migration', ['name', 'applied_at'], [[name, instantOf(clock)]])
}
