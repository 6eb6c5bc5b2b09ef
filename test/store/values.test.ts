import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { ColumnType, TableModel } from '../../src/compile/table-model.js'
import { noJournal } from '../../src/store/apply-schema.js'
import { insertRows } from '../../src/store/insert-rows.js'
import { ensureTables } from '../../src/store/migrate.js'
import { parameterFor } from '../../src/store/parameters.js'
import { type TestDatabase, testDatabase } from '../support/database.js'

const types: Readonly<Record<string, ColumnType>> = {
  amount: { kind: 'decimal', precision: 38, scale: 6 },
  words: { kind: 'text', length: 200 },
  story: { kind: 'longText' },
  day: { kind: 'date' },
  moment: { kind: 'instant' },
  flag: { kind: 'boolean' },
  small: { kind: 'integer' },
  big: { kind: 'bigint' },
  shape: { kind: 'json' },
}

const table: TableModel = {
  name: 'every_kind',
  columns: [
    { name: 'id', type: { kind: 'id' }, nullable: false },
    ...Object.entries(types).map(([name, type]) => ({ name, type, nullable: true })),
  ],
  indexes: [],
  checks: [],
}

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  await ensureTables(database, [table], noJournal)
})
afterAll(() => database?.drop())

let nextId = 1
async function roundTrip(column: string, value: unknown): Promise<unknown> {
  const id = String(nextId++)
  await insertRows(database, 'every_kind', ['id', column], [[id, value]])
  const [row] = await database.query(`SELECT * FROM every_kind WHERE id = ?`, [id])
  return row?.[column]
}

describe('a value reads as it was written', () => {
  it.each([
    ['amount', '12345678901234567890.123456'],
    ['amount', '-0.100000'],
    ['words', "it's ? 100% “好” \\ back\nslash é 😀"],
    ['words', '2026-11-22 08:00:00.000'],
    ['day', '2026-02-28'],
    ['day', '1900-01-01'],
    ['moment', '2026-11-22T08:00:00.120Z'],
    ['moment', '2026-11-22T08:00:00.000Z'],
    ['moment', '1970-01-01T00:00:00.000Z'],
    ['flag', true],
    ['flag', false],
    ['small', -2_147_483_648],
    ['big', '9223372036854775807'],
  ])('%s %p', async (column, value) => {
    expect(await roundTrip(column, value)).toBe(value)
    expect(await roundTrip(column, parameterFor(types[column]?.kind ?? 'text', value))).toBe(value)
  })

  it('a long text of 180 kB', async () => {
    const text = '长文本'.repeat(20_000)
    expect((await roundTrip('story', text)) === text).toBe(true)
  })

  it.each(Object.keys(types))('nothing in %s', async (column) => {
    expect(await roundTrip(column, null)).toBeNull()
  })

  it.each([[{ b: 1, a: [true, null, '好'] }], [['x', { y: '?' }]], ['just text'], ['2026-11-22T08:00:00.000Z'], [12.5], [false]])(
    'JSON %j, keys in their order',
    async (value) => {
      const read = await roundTrip('shape', parameterFor('json', value))
      expect(read).toEqual(value)
      expect(JSON.stringify(read)).toBe(JSON.stringify(value))
    },
  )

  it('objects and lists given plainly become JSON', async () => {
    expect(await roundTrip('shape', { a: [1] })).toEqual({ a: [1] })
    expect(await roundTrip('shape', [1, 2])).toEqual([1, 2])
  })

  it('a text that looks like an instant stays that text when its column is named', async () => {
    const text = '2026-11-22T08:00:00.000Z'
    expect(await roundTrip('words', parameterFor('text', text))).toBe(text)
  })

  it('a moment given as a Date is the same moment', async () => {
    expect(await roundTrip('moment', new Date('2026-11-22T08:00:00.007Z'))).toBe('2026-11-22T08:00:00.007Z')
  })
})

describe('arithmetic and comparison', () => {
  it('adds decimals exactly when the parameter is one', async () => {
    await insertRows(database, 'every_kind', ['id', 'amount'], [['900', '12345678901234567890.123456']])
    await database.execute('UPDATE every_kind SET amount = amount + ? WHERE id = ?', [parameterFor('decimal', '0.1'), '900'])
    const [row] = await database.query('SELECT amount FROM every_kind WHERE id = ?', ['900'])
    expect(row?.amount).toBe('12345678901234567890.223456')
  })

  it('compares text byte by byte', async () => {
    const words = ['a', 'A', 'é', 'e', 'Z', '中']
    await insertRows(
      database,
      'every_kind',
      ['id', 'words', 'small'],
      words.map((word, index) => [String(910 + index), word, 910]),
    )
    const sorted = await database.query('SELECT words FROM every_kind WHERE small = ? ORDER BY words', [910])
    expect(sorted.map((row) => row.words)).toEqual(['A', 'Z', 'a', 'e', 'é', '中'])
    expect(await database.query('SELECT id FROM every_kind WHERE small = ? AND words = ?', [910, 'E'])).toEqual([])
  })

  it('counts an updated row that did not change', async () => {
    await insertRows(database, 'every_kind', ['id', 'small'], [['930', 1]])
    expect(await database.execute('UPDATE every_kind SET small = 1 WHERE id = ?', ['930'])).toBe(1)
    expect(await database.execute('UPDATE every_kind SET small = 1 WHERE id = ?', ['931'])).toBe(0)
  })

  it('sorts missing values first going up and last going down', async () => {
    await insertRows(
      database,
      'every_kind',
      ['id', 'small', 'big'],
      [
        ['940', 5, '940'],
        ['941', null, '940'],
        ['942', 7, '940'],
      ],
    )
    const sorted = async (descending: boolean): Promise<readonly unknown[]> => {
      const rows = await database.query(
        `SELECT small FROM every_kind WHERE big = 940 ORDER BY ${database.dialect.orderBy('small', descending)}`,
      )
      return rows.map((row) => row.small)
    }
    expect(await sorted(false)).toEqual([null, 5, 7])
    expect(await sorted(true)).toEqual([7, 5, null])
  })
})

describe('a parameter that no column can hold', () => {
  it.each([[undefined], [Number.NaN], [Number.POSITIVE_INFINITY], [() => 1]])('%p is refused', async (value) => {
    await expect(database.query('SELECT ? AS x', [value])).rejects.toThrow(TypeError)
  })

  it.each([[[]], [['1', '2']]])('a wrong number of parameters is refused: %j', async (parameters) => {
    await expect(database.query("SELECT id FROM every_kind WHERE id = ? AND words <> 'what?'", parameters)).rejects.toThrow('placeholders')
  })
})
