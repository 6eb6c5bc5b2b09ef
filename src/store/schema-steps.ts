import type { CheckModel, ColumnModel, ColumnType, IndexModel, TableModel } from '../compile/table-model.js'
import { longestVarchar, typeSql, zeroSql } from './column-types.js'
import type { DialectName } from './dialect.js'
import { mysqlDialect } from './mysql-dialect.js'
import { postgresDialect } from './postgres-dialect.js'

export type StepKind =
  | 'create-table'
  | 'add-column'
  | 'set-default'
  | 'drop-default'
  | 'drop-index'
  | 'alter-column'
  | 'add-index'
  | 'add-check'

/** One change that either happened or did not: MySQL commits each statement by itself, PostgreSQL runs them in one transaction. */
export interface Step {
  readonly kind: StepKind
  readonly table: string
  /** The column, index or check; the table itself when it is created. */
  readonly name: string
  readonly statements: readonly string[]
}

/** Writes the steps of one dialect. Everything here is additive: no DROP but of a default and of a unique index, no narrower type. */
export interface StepWriter {
  createTable(table: TableModel): Step
  addColumn(table: string, column: ColumnModel): Step
  setDefault(table: string, column: ColumnModel): Step
  dropDefault(table: string, column: ColumnModel): Step
  /** A wider type, or NULL allowed, or both. */
  alterColumn(table: string, column: ColumnModel, change: ColumnChange): Step
  addIndex(table: TableModel, index: IndexModel): Step
  dropIndex(table: string, index: string): Step
  addCheck(table: string, check: CheckModel): Step
}

export interface ColumnChange {
  readonly type: boolean
  readonly nullable: boolean
}

export function stepWriter(dialect: DialectName): StepWriter {
  return dialect === 'mysql' ? mysqlWriter : postgresWriter
}

const my = mysqlDialect.quote

const mysqlWriter: StepWriter = {
  createTable(table) {
    const parts = [
      ...table.columns.map((column) => mysqlColumn(column)),
      `PRIMARY KEY (${primaryKeyOf(table).map(my).join(', ')})`,
      ...table.indexes.map((index) => mysqlIndex(table, index)),
      ...table.checks.map(mysqlCheck),
    ]
    const options = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin'
    return step('create-table', table.name, table.name, [`CREATE TABLE ${my(table.name)} (\n  ${parts.join(',\n  ')}\n) ${options}`])
  },
  addColumn: (table, column) =>
    mysqlAlter('add-column', table, column.name, `ADD COLUMN ${mysqlColumn(column, startsWith('mysql', column))}`),
  setDefault: (table, column) => mysqlAlter('set-default', table, column.name, `ALTER COLUMN ${my(column.name)} SET${defaultSql(column)}`),
  dropDefault: (table, column) => mysqlAlter('drop-default', table, column.name, `ALTER COLUMN ${my(column.name)} DROP DEFAULT`),
  alterColumn: (table, column) => mysqlAlter('alter-column', table, column.name, `MODIFY COLUMN ${mysqlColumn(column)}`),
  addIndex: (table, index) => mysqlAlter('add-index', table.name, index.name, `ADD ${mysqlIndex(table, index)}`),
  dropIndex: (table, index) => mysqlAlter('drop-index', table, index, `DROP INDEX ${my(index)}`),
  addCheck: (table, check) => mysqlAlter('add-check', table, check.name, `ADD ${mysqlCheck(check)}`),
}

function mysqlAlter(kind: StepKind, table: string, name: string, change: string): Step {
  return step(kind, table, name, [`ALTER TABLE ${my(table)} ${change}`])
}

function mysqlColumn(column: ColumnModel, start = defaultSql(column)): string {
  const { name, type, nullable } = column
  const check = type.kind === 'json' ? ` CHECK (json_valid(${my(name)}))` : ''
  return `${my(name)} ${typeSql('mysql', type)} ${nullable ? 'NULL' : 'NOT NULL'}${start}${check}`
}

function mysqlIndex({ columns }: TableModel, index: IndexModel): string {
  const parts = index.columns.map((name) => `${my(name)}${prefixOf(columns.find((column) => column.name === name)?.type, index)}`)
  return `${index.unique ? 'UNIQUE ' : ''}INDEX ${my(index.name)} (${parts.join(', ')})`
}

const mysqlCheck = ({ name, sql }: CheckModel): string => `CONSTRAINT ${my(name)} CHECK (${sql})`

const prefixLength = 191

/** An index of MySQL holds 3,072 bytes; long texts are indexed by their beginning, which is no use to a unique index. */
function prefixOf(type: ColumnType | undefined, index: IndexModel): string {
  const isText = type?.kind === 'text' || type?.kind === 'longText'
  if (!isText || index.unique) return ''
  const length = type.kind === 'text' ? type.length : Number.POSITIVE_INFINITY
  return length > (index.columns.length === 1 ? longestVarchar : 255) ? `(${prefixLength})` : ''
}

const pg = postgresDialect.quote

const postgresWriter: StepWriter = {
  createTable(table) {
    const parts = [
      ...table.columns.map((column) => postgresColumn(column)),
      `PRIMARY KEY (${primaryKeyOf(table).map(pg).join(', ')})`,
      ...table.checks.map(postgresCheck),
    ]
    const create = `CREATE TABLE ${pg(table.name)} (\n  ${parts.join(',\n  ')}\n)`
    return step('create-table', table.name, table.name, [create, ...table.indexes.map((index) => postgresIndex(table, index))])
  },
  addColumn: (table, column) =>
    postgresAlter('add-column', table, column.name, [`ADD COLUMN ${postgresColumn(column, startsWith('postgres', column))}`]),
  setDefault: (table, column) =>
    postgresAlter('set-default', table, column.name, [`ALTER COLUMN ${pg(column.name)} SET${defaultSql(column)}`]),
  dropDefault: (table, column) => postgresAlter('drop-default', table, column.name, [`ALTER COLUMN ${pg(column.name)} DROP DEFAULT`]),
  alterColumn: (table, column, change) =>
    postgresAlter('alter-column', table, column.name, [
      ...(change.type ? [`ALTER COLUMN ${pg(column.name)} TYPE ${typeSql('postgres', column.type)}`] : []),
      ...(change.nullable ? [`ALTER COLUMN ${pg(column.name)} DROP NOT NULL`] : []),
    ]),
  addIndex: (table, index) => step('add-index', table.name, index.name, [postgresIndex(table, index)]),
  dropIndex: (table, index) => step('drop-index', table, index, [`DROP INDEX ${pg(index)}`]),
  addCheck: (table, check) => postgresAlter('add-check', table, check.name, [`ADD ${postgresCheck(check)}`]),
}

function postgresAlter(kind: StepKind, table: string, name: string, changes: readonly string[]): Step {
  return step(kind, table, name, [`ALTER TABLE ${pg(table)} ${changes.join(', ')}`])
}

const postgresColumn = (column: ColumnModel, start = defaultSql(column)): string =>
  `${pg(column.name)} ${typeSql('postgres', column.type)} ${column.nullable ? 'NULL' : 'NOT NULL'}${start}`

/** MySQL sorts NULLs first; an index serves that order in PostgreSQL only when it says so. */
function postgresIndex({ name: table, columns }: TableModel, index: IndexModel): string {
  const isNullable = (name: string): boolean => columns.find((column) => column.name === name)?.nullable ?? false
  const parts = index.columns.map((name) => `${pg(name)}${isNullable(name) ? ' NULLS FIRST' : ''}`)
  return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${pg(index.name)} ON ${pg(table)} (${parts.join(', ')})`
}

const postgresCheck = ({ name, sql }: CheckModel): string => `CONSTRAINT ${pg(name)} CHECK (${sql})`

/** Rows that are already there get the kind's zero where nothing else is said; that default is dropped in a step of its own. */
function startsWith(dialect: DialectName, column: ColumnModel): string {
  return column.nullable || column.default !== undefined ? defaultSql(column) : ` DEFAULT ${zeroSql(dialect, column.type)}`
}

const defaultSql = ({ default: text }: ColumnModel): string => (text === undefined ? '' : ` DEFAULT '${text.replaceAll("'", "''")}'`)

export function primaryKeyOf({ primaryKey }: TableModel): readonly string[] {
  return primaryKey ?? ['id']
}

function step(kind: StepKind, table: string, name: string, statements: readonly string[]): Step {
  return { kind, table, name, statements }
}
