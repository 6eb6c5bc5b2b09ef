import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { migrations } from '../../migrations/index.js'
import type { ColumnModel, ColumnType, TableModel } from '../../src/compile/table-model.js'
import { applySchema, noJournal, type SchemaJournal } from '../../src/store/apply-schema.js'
import { currentTables } from '../../src/store/current-tables.js'
import { insertRows } from '../../src/store/insert-rows.js'
import { ensureTables, migrate } from '../../src/store/migrate.js'
import { planSchema } from '../../src/store/planner.js'
import { databaseJournal } from '../../src/store/schema-journal.js'
import { systemTables } from '../../src/store/system-tables.js'
import { type OpenTestDatabase, openTestDatabase } from '../support/database.js'

const column = (name: string, type: ColumnType, nullable = true): ColumnModel => ({ name, type, nullable })
const clock = { now: () => Date.UTC(2026, 10, 22), zone: 'UTC' }

const before: readonly TableModel[] = [
  {
    name: 'thing',
    columns: [
      column('id', { kind: 'id' }, false),
      column('name', { kind: 'text', length: 20 }, false),
      column('price', { kind: 'decimal', precision: 18, scale: 2 }),
      column('n', { kind: 'integer' }),
      column('kept', { kind: 'text', length: 10 }),
    ],
    indexes: [{ name: 'ix_thing__name', columns: ['name'], unique: false }],
    checks: [],
  },
]

const after: readonly TableModel[] = [
  {
    name: 'thing',
    columns: [
      column('id', { kind: 'id' }, false),
      column('name', { kind: 'text', length: 300 }, true),
      column('price', { kind: 'decimal', precision: 24, scale: 6 }),
      column('n', { kind: 'bigint' }),
      column('code', { kind: 'text', length: 30 }, false),
      column('total', { kind: 'decimal', precision: 18, scale: 2 }, false),
      column('day', { kind: 'date' }, false),
      column('at', { kind: 'instant' }, false),
      column('done', { kind: 'boolean' }, false),
      column('notes', { kind: 'longText' }, false),
      column('shape', { kind: 'json' }, false),
      column('maybe', { kind: 'text', length: 2_000 }),
    ],
    indexes: [
      { name: 'ix_thing__name', columns: ['name'], unique: false },
      { name: 'ix_thing__code_id', columns: ['code', 'id'], unique: false },
      { name: 'ux_thing__name_code', columns: ['name', 'code'], unique: true },
      { name: 'ix_thing__notes', columns: ['notes', 'maybe'], unique: false },
    ],
    checks: [{ name: 'ck_thing_total', sql: 'total >= 0' }],
  },
  {
    name: 'part',
    columns: [column('thing_id', { kind: 'id' }, false), column('nr', { kind: 'integer' }, false)],
    indexes: [],
    checks: [],
    primaryKey: ['thing_id', 'nr'],
  },
]

let opened: OpenTestDatabase

beforeAll(async () => {
  opened = await openTestDatabase()
})
afterAll(() => opened?.drop())

const shape = async (): Promise<unknown> => {
  const tables = (await currentTables(opened.database)).filter(({ name }) => ['thing', 'part'].includes(name))
  return tables.map((each) => ({
    ...each,
    columns: [...each.columns].sort((a, b) => a.name.localeCompare(b.name)),
    indexes: [...each.indexes].sort(),
  }))
}

async function startOver(): Promise<void> {
  for (const name of ['thing', 'part']) await opened.database.execute(`DROP TABLE IF EXISTS ${name}`)
  await ensureTables(opened.database, before, noJournal)
  await insertRows(
    opened.database,
    'thing',
    ['id', 'name', 'price', 'n', 'kept'],
    [
      ['1', '螺丝', '12.30', 7, 'a'],
      ['2', 'bolt', null, null, null],
    ],
  )
}

const stepsLeft = async () => planSchema(opened.database.dialect.name, await currentTables(opened.database), after).steps

describe('changing tables that have rows', () => {
  beforeEach(startOver)

  it('adds and widens, keeps every value, and then has nothing left to do', async () => {
    await ensureTables(opened.database, after, noJournal)
    const rows = await opened.database.query(
      'SELECT id, name, price, n, kept, code, total, done, notes, shape, maybe FROM thing ORDER BY id',
    )
    const added = { code: '', total: '0.00', done: false, notes: '', shape: {}, maybe: null }
    expect(rows).toEqual([
      { id: '1', name: '螺丝', price: '12.300000', n: '7', kept: 'a', ...added },
      { id: '2', name: 'bolt', price: null, n: null, kept: null, ...added },
    ])
    expect(await stepsLeft()).toEqual([])
  })

  it('leaves no default behind: a required column wants a value', async () => {
    await ensureTables(opened.database, after, noJournal)
    await expect(insertRows(opened.database, 'thing', ['id', 'name'], [['3', 'x']])).rejects.toThrow()
  })

  it('enforces unique keys and checks under their names', async () => {
    await ensureTables(opened.database, after, noJournal)
    const { database } = opened
    const twin = await database.execute("UPDATE thing SET name = 'same', code = 'same'").catch((error: unknown) => error)
    expect(database.dialect.isDuplicateKey(twin)?.key).toBe('ux_thing__name_code')
    const negative = await database.execute('UPDATE thing SET total = -1').catch((error: unknown) => error)
    expect(database.dialect.violatedCheck(negative)).toBe('ck_thing_total')
  })

  it('refuses everything when one column cannot be what is wanted', async () => {
    const impossible = [
      { name: 'thing', columns: [column('name', { kind: 'date' }), column('extra', { kind: 'date' })], indexes: [], checks: [] },
    ]
    await expect(ensureTables(opened.database, impossible, noJournal)).rejects.toMatchObject({ code: 'schema-problems' })
    expect(JSON.stringify(await shape())).not.toContain('extra')
  })
})

describe('a change that stops after any step', () => {
  it('ends as if it had not stopped when it is run again', async () => {
    await startOver()
    const count = (await stepsLeft()).length
    await ensureTables(opened.database, after, noJournal)
    const expected = await shape()
    expect(count).toBeGreaterThan(10)
    for (let stop = 1; stop <= count; stop++) {
      await startOver()
      const faulty: SchemaJournal = { ...noJournal, finished: async (_step, number) => void (number === stop && fail(stop)) }
      await expect(applySchema(opened.database, await stepsLeft(), faulty)).rejects.toThrow(`stopped after ${stop}`)
      await ensureTables(opened.database, after, noJournal)
      expect(await shape()).toEqual(expected)
    }
  })
})

function fail(step: number): never {
  throw new Error(`stopped after ${step}`)
}

describe('altering a table somebody reads', () => {
  it('waits without holding everybody up, and comes back', async () => {
    await startOver()
    const { database } = opened
    if (database.embedded) return
    let slowest = 0
    const reading = database.transaction(async (tx) => {
      await tx.query('SELECT * FROM thing')
      await new Promise((resolve) => setTimeout(resolve, 2_500))
    })
    await new Promise((resolve) => setTimeout(resolve, 100))
    const altering = ensureTables(database, after.slice(0, 1), noJournal)
    for (let reads = 0; reads < 20; reads++) {
      const began = Date.now()
      await database.query('SELECT COUNT(*) FROM thing')
      slowest = Math.max(slowest, Date.now() - began)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await Promise.all([reading, altering])
    expect(slowest).toBeLessThan(15_000)
    expect(JSON.stringify(await shape())).toContain('"code"')
  })
})

describe('the journal', () => {
  it('says what was changed, and what went wrong', async () => {
    await startOver()
    const { database } = opened
    await database.execute('DELETE FROM dj_schema_journal')
    let next = 1
    const journal = databaseJournal(database, { modelVersion: 7, clock, ids: () => String(next++) })
    await ensureTables(database, after.slice(1), journal)
    const broken = [{ kind: 'add-column', table: 'thing', name: 'x', statements: ['ALTER TABLE nowhere ADD COLUMN x INT'] }] as const
    await expect(applySchema(database, broken, journal)).rejects.toThrow()
    const rows = await database.query('SELECT model_version, state, statement, error FROM dj_schema_journal ORDER BY id')
    expect(rows).toMatchObject([{ model_version: 7, state: 'done', error: null }, { state: 'failed' }])
    expect(String(rows[0]?.statement)).toContain('part')
    expect(String(rows[1]?.error)).toContain('nowhere')
  })
})

describe("the platform's own tables", () => {
  it('are there, and migrating again does nothing', async () => {
    expect(await migrate(opened.database, migrations, clock)).toEqual([])
    const wanted = migrations.flatMap(({ tables }) => tables)
    const { steps, problems, narrower } = planSchema(opened.database.dialect.name, await currentTables(opened.database), wanted)
    expect({ steps, problems, narrower }).toEqual({ steps: [], problems: [], narrower: [] })
    expect(await opened.database.query('SELECT id, model_version FROM dj_state')).toEqual([{ id: '1', model_version: 0 }])
  })

  it('fit in both databases', () => {
    const tables = migrations.flatMap(({ tables: each }) => each)
    for (const dialect of ['mysql', 'postgres'] as const) expect(planSchema(dialect, [], tables).problems).toEqual([])
  })

  it('can be looked at as entities, without their secrets', async () => {
    const names = systemTables(opened.database.dialect).map(({ options }) => options.name)
    for (const name of names) expect(await opened.source.getRepository(name).find()).toBeInstanceOf(Array)
    const shown = JSON.stringify(
      opened.source.entityMetadatas.map(({ tableName, columns }) => [tableName, columns.map(({ databaseName }) => databaseName)]),
    )
    expect(shown).not.toMatch(/credential|session|token|secret|hash|payload|overlay|changes/)
  })
})
