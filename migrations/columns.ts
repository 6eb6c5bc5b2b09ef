import type { ColumnModel, ColumnType, IndexModel } from '../src/store/migrate.js'

/** Short words for columns, so that a table reads as a list. A column may be empty unless it says `required`. */
export type Column = (name: string) => ColumnModel

const optional =
  (type: ColumnType): Column =>
  (name) => ({ name, type, nullable: true })

export const required =
  (column: Column): Column =>
  (name) => ({ ...column(name), nullable: false })

export const id = optional({ kind: 'id' })
export const text = (length: number): Column => optional({ kind: 'text', length })
export const longText = optional({ kind: 'longText' })
export const instant = optional({ kind: 'instant' })
export const date = optional({ kind: 'date' })
export const integer = optional({ kind: 'integer' })
export const bigint = optional({ kind: 'bigint' })
export const boolean = optional({ kind: 'boolean' })
export const json = optional({ kind: 'json' })

export function columns(named: Readonly<Record<string, Column>>): readonly ColumnModel[] {
  return Object.entries(named).map(([name, column]) => column(name))
}

/** Index names are unique in a database: `ix_<table>__<columns>`. */
export function index(table: string, ...names: readonly string[]): IndexModel {
  return { name: `ix_${table}__${names.join('_')}`, columns: names, unique: false }
}

export function unique(table: string, ...names: readonly string[]): IndexModel {
  return { name: `ux_${table}__${names.join('_')}`, columns: names, unique: true }
}
