import { describe, expect, it } from '@jest/globals'
import type { ColumnModel, ColumnType, IndexModel, TableModel } from '../../src/compile/table-model.js'
import { compareTypes } from '../../src/store/column-types.js'
import type { DialectName } from '../../src/store/dialect.js'
import { type CurrentTable, planSchema } from '../../src/store/planner.js'

const text = (length: number): ColumnType => ({ kind: 'text', length })
const decimal = (precision: number, scale: number): ColumnType => ({ kind: 'decimal', precision, scale })
const column = (name: string, type: ColumnType, nullable = true): ColumnModel => ({ name, type, nullable })
const index = (name: string, columns: readonly string[], unique = false): IndexModel => ({ name, columns, unique })

const table = (columns: readonly ColumnModel[], indexes: readonly IndexModel[] = []): TableModel => ({
  name: 'thing',
  columns: [column('id', { kind: 'id' }, false), ...columns],
  indexes,
  checks: [],
})

const asCurrent = ({ name, columns, indexes, checks }: TableModel): CurrentTable => ({
  name,
  columns: columns.map((each) => ({ ...each, default: each.default ?? null })),
  indexes: indexes.map((each) => each.name),
  checks: checks.map((each) => each.name),
})

const plan = (current: TableModel, desired: TableModel, dialect: DialectName = 'mysql') =>
  planSchema(dialect, [asCurrent(current)], [desired])
const statements = (current: TableModel, desired: TableModel, dialect?: DialectName) =>
  plan(current, desired, dialect).steps.flatMap((step) => step.statements)

describe('turning one type into another', () => {
  it.each([
    [text(20), text(20), 'same'],
    [text(20), text(40), 'wider'],
    [text(40), text(20), 'narrower'],
    [text(40), { kind: 'longText' }, 'wider'],
    [{ kind: 'longText' }, text(40), 'narrower'],
    [decimal(18, 2), decimal(18, 2), 'same'],
    [decimal(18, 2), decimal(20, 4), 'wider'],
    [decimal(18, 2), decimal(20, 2), 'wider'],
    [decimal(18, 2), decimal(18, 4), 'narrower'],
    [decimal(18, 4), decimal(20, 2), 'narrower'],
    [{ kind: 'integer' }, { kind: 'bigint' }, 'wider'],
    [{ kind: 'bigint' }, { kind: 'integer' }, 'narrower'],
    [{ kind: 'bigint' }, { kind: 'id' }, 'same'],
    [{ kind: 'integer' }, decimal(18, 2), 'wider'],
    [{ kind: 'integer' }, decimal(10, 2), 'incompatible'],
    [{ kind: 'integer' }, text(20), 'incompatible'],
    [{ kind: 'date' }, { kind: 'instant' }, 'incompatible'],
    [text(20), { kind: 'json' }, 'incompatible'],
  ] as const)('%j → %j is %s', (current, desired, expected) => {
    expect(compareTypes(current, desired)).toBe(expected)
  })
})

describe('a plan', () => {
  it('is empty when the table is as wanted', () => {
    const wanted = table([column('name', text(20))], [index('ix', ['name'])])
    expect(plan(wanted, wanted)).toEqual({ steps: [], problems: [], narrower: [], relaxing: [] })
  })

  it('keeps a default that is wanted, in either spelling, sets one that is not there, and lets go of a unique index afterwards', () => {
    const start = { ...column('status', text(40), false), default: 'draft' }
    const [wanted, without] = [table([start]), table([column('status', text(40), false)], [index('ux_thing__status', ['status'], true)])]
    expect(statements(wanted, wanted)).toEqual([])
    expect(statements(without, wanted, 'postgres')).toEqual([`ALTER TABLE "thing" ALTER COLUMN "status" SET DEFAULT 'draft'`])
    expect(statements(wanted, without, 'mysql')).toContain('ALTER TABLE `thing` ALTER COLUMN `status` DROP DEFAULT')
    expect(statements(table([]), wanted, 'mysql')).toEqual([expect.stringMatching(/ADD COLUMN `status` .* NOT NULL DEFAULT 'draft'$/)])
    expect(plan(without, wanted).relaxing.flatMap((step) => step.statements)).toEqual(['ALTER TABLE `thing` DROP INDEX `ux_thing__status`'])
  })

  it('creates a table with all it has', () => {
    const { steps } = planSchema('mysql', [], [table([column('name', text(20))], [index('ix', ['name'])])])
    expect(steps.map(({ kind }) => kind)).toEqual(['create-table'])
    expect(steps[0]?.statements).toHaveLength(1)
    expect(steps[0]?.statements[0]).toContain('INDEX `ix` (`name`)')
  })

  it('alters a wider column in place and never drops one', () => {
    const wider = statements(table([column('name', text(20)), column('gone', text(5))]), table([column('name', text(40))]))
    expect(wider).toEqual(['ALTER TABLE `thing` MODIFY COLUMN `name` VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL'])
    expect(statements(table([column('name', text(20))]), table([column('name', text(40))]), 'postgres')).toEqual([
      'ALTER TABLE "thing" ALTER COLUMN "name" TYPE varchar(40) COLLATE "C"',
    ])
  })

  it('allows NULL where it was not, and keeps it where it was', () => {
    const [required, optional] = [table([column('name', text(20), false)]), table([column('name', text(20), true)])]
    expect(statements(required, optional, 'postgres')).toEqual(['ALTER TABLE "thing" ALTER COLUMN "name" DROP NOT NULL'])
    expect(plan(optional, required)).toEqual({ steps: [], problems: [], narrower: [], relaxing: [] })
  })

  it('gives rows that are there a value for a new required column, and takes the default away again', () => {
    expect(statements(table([]), table([column('n', { kind: 'integer' }, false)]), 'postgres')).toEqual([
      'ALTER TABLE "thing" ADD COLUMN "n" integer NOT NULL DEFAULT 0',
      'ALTER TABLE "thing" ALTER COLUMN "n" DROP DEFAULT',
    ])
  })

  it('says that it cannot narrow, and leaves the column as it is', () => {
    const { steps, problems, narrower } = plan(table([column('name', text(40))]), table([column('name', text(20))]))
    expect({ steps, problems }).toEqual({ steps: [], problems: [] })
    expect(narrower).toMatchObject([{ code: 'cannot-narrow', at: 'thing.name' }])
  })

  it('refuses another kind of column under the same name', () => {
    const { problems } = plan(table([column('name', text(40))]), table([column('name', { kind: 'date' })]))
    expect(problems).toMatchObject([{ code: 'incompatible-column', at: 'thing.name' }])
  })

  it('sorts missing values first in an index, as the other database does', () => {
    const both = table([column('a', text(20), true), column('b', text(20), false)], [index('ix', ['a', 'b', 'id'])])
    expect(statements(table([]), both, 'postgres').at(-1)).toBe('CREATE INDEX "ix" ON "thing" ("a" NULLS FIRST, "b", "id")')
  })

  it('indexes long texts by their beginning', () => {
    const long = table([column('a', text(500)), column('b', { kind: 'longText' })], [index('i1', ['a', 'b']), index('i2', ['a'])])
    expect(statements(table([]), long).slice(-2)).toEqual([
      'ALTER TABLE `thing` ADD INDEX `i1` (`a`(191), `b`(191))',
      'ALTER TABLE `thing` ADD INDEX `i2` (`a`)',
    ])
  })
})

describe('what a database cannot hold', () => {
  const problemsOf = (wanted: TableModel) => planSchema('postgres', [], [wanted]).problems.map(({ code }) => code)

  it.each([
    ['a row of many long texts', table(Array.from({ length: 30 }, (_, n) => column(`t${n}`, text(700)))), ['row-too-wide']],
    [
      'a unique key over long texts',
      table([column('a', text(500)), column('b', text(500))], [index('u', ['a', 'b'], true)]),
      ['unique-too-long'],
    ],
    ['a name beyond 63 characters', table([column('x'.repeat(64), text(5))]), ['name-too-long']],
    ['an index name used twice', table([column('a', text(5))], [index('i', ['a']), index('i', ['id'])]), ['index-name-taken']],
    ['nothing wrong', table([column('a', text(700))], [index('i', ['a'])]), []],
  ])('%s', (_what, wanted, expected) => {
    expect(problemsOf(wanted)).toEqual(expected)
  })
})
