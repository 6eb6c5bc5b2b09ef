import type { ColumnType } from '../compile/table-model.js'
import { longestMysqlText } from './column-types.js'
import type { Row, Sql } from './database.js'
import type { CurrentColumn, CurrentTable } from './planner.js'

/** Reads the tables there are, or just one, in the shape the planner compares. */
export async function currentTables(sql: Sql, only?: string): Promise<readonly CurrentTable[]> {
  const queries = sql.dialect.name === 'mysql' ? mysqlQueries : postgresQueries
  const one = only === undefined ? '' : 'AND c.table_name = ?'
  const columns = groupByTable(await sql.query(queries.columns(one), only === undefined ? [] : [only]))
  if (columns.size === 0) return []
  const indexes = groupByTable(await sql.query(queries.indexes))
  const checks = groupByTable(await sql.query(queries.checks))
  return [...columns].map(([name, rows]) => ({
    name,
    columns: rows.map(columnOf),
    indexes: (indexes.get(name) ?? []).map((row) => String(row.name)),
    checks: (checks.get(name) ?? []).map((row) => String(row.name)),
  }))
}

const mysqlQueries = {
  columns: (one: string) => `SELECT c.table_name AS tbl, c.column_name AS name, c.data_type AS type, c.column_type AS full_type,
      c.character_maximum_length AS length, c.numeric_precision AS prec, c.numeric_scale AS scale,
      c.is_nullable AS nullable, c.column_default AS dflt
    FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
    WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE' ${one} ORDER BY c.table_name, c.ordinal_position`,
  indexes: `SELECT DISTINCT table_name AS tbl, index_name AS name FROM information_schema.statistics WHERE table_schema = DATABASE()`,
  checks: `SELECT table_name AS tbl, constraint_name AS name FROM information_schema.table_constraints
    WHERE table_schema = DATABASE() AND constraint_type = 'CHECK'`,
}

const postgresQueries = {
  columns: (one: string) => `SELECT c.table_name::text AS tbl, c.column_name::text AS name, c.data_type::text AS type, '' AS full_type,
      c.character_maximum_length AS length, c.numeric_precision AS prec, c.numeric_scale AS scale,
      c.is_nullable::text AS nullable, c.column_default::text AS dflt
    FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' ${one} ORDER BY c.table_name, c.ordinal_position`,
  indexes: `SELECT tablename::text AS tbl, indexname::text AS name FROM pg_indexes WHERE schemaname = current_schema()`,
  checks: `SELECT r.relname::text AS tbl, c.conname::text AS name FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
    JOIN pg_namespace n ON n.oid = r.relnamespace WHERE n.nspname = current_schema() AND c.contype = 'c'`,
}

function groupByTable(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const tables = new Map<string, Row[]>()
  for (const row of rows) tables.set(String(row.tbl), [...(tables.get(String(row.tbl)) ?? []), row])
  return tables
}

function columnOf(row: Row): CurrentColumn {
  const isNullable = row.nullable === 'YES'
  const hasDefault = row.dflt !== null && !(isNullable && row.dflt === 'NULL')
  return { name: String(row.name), type: typeOf(row), nullable: isNullable, default: hasDefault ? defaultIn(String(row.dflt)) : null }
}

/** `'draft'::character varying` of PostgreSQL, `'draft'` of MariaDB, `draft` of MySQL. */
function defaultIn(text: string): string {
  const [, quoted] = /^'((?:[^']|'')*)'(?:::.+)?$/s.exec(text) ?? []
  return quoted === undefined ? text : quoted.replaceAll("''", "'")
}

/** Both dialects' names for what `typeSql` writes; undefined kinds are somebody else's columns. */
function typeOf(row: Row): ColumnType | null {
  const name = String(row.type).toLowerCase()
  if (name === 'tinyint') return String(row.full_type).startsWith('tinyint(1)') ? { kind: 'boolean' } : null
  if (name === 'decimal' || name === 'numeric') return { kind: 'decimal', precision: Number(row.prec), scale: Number(row.scale) }
  if (name === 'varchar' || name === 'character varying') return { kind: 'text', length: Number(row.length) }
  if (name === 'text') return row.length === null ? { kind: 'longText' } : { kind: 'text', length: longestMysqlText }
  const kind = kinds[name]
  return kind === undefined ? null : { kind }
}

type PlainKind = Exclude<ColumnType['kind'], 'text' | 'decimal'>

const kinds: Readonly<Record<string, PlainKind>> = {
  bigint: 'bigint',
  int: 'integer',
  integer: 'integer',
  boolean: 'boolean',
  date: 'date',
  datetime: 'instant',
  'timestamp with time zone': 'instant',
  mediumtext: 'longText',
  longtext: 'json',
  json: 'json',
}
