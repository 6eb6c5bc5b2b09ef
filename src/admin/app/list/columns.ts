import { usePreference } from '../api/preferences.js'
import type { Resource } from '../model/model.js'

export interface Column {
  readonly path: string
  readonly shown: boolean
  /** In pixels; null: as wide as its text. */
  readonly width: number | null
}

export interface Columns {
  /** All of them, in this user's order. */
  readonly all: readonly Column[]
  readonly shown: readonly Column[]
  readonly resize: (path: string, width: number) => void
  readonly toggle: (path: string) => void
  /** Puts a column before another, or at the end. */
  readonly move: (path: string, before: string | null) => void
  readonly reset: () => void
}

type Kept = readonly Column[] | null

/** Which columns, how wide, in which order: this user's choice over what the screen says. New columns of a release appear at the end. */
export function useColumns(resource: Resource): Columns {
  const [kept, keep] = usePreference<Kept>(`columns.${resource.name}`, null)
  const all = merged(resource, kept)
  const change = (path: string, how: (column: Column) => Column) => keep(all.map((column) => (column.path === path ? how(column) : column)))
  return {
    all,
    shown: all.filter((column) => column.shown),
    resize: (path, width) => change(path, (column) => ({ ...column, width: Math.max(56, Math.round(width)) })),
    toggle: (path) => change(path, (column) => ({ ...column, shown: !column.shown })),
    move: (path, before) => keep(moved(all, path, before)),
    reset: () => keep(null),
  }
}

function merged(resource: Resource, kept: Kept): readonly Column[] {
  const offered = offeredColumns(resource)
  const known = (kept ?? []).filter((column) => offered.some(({ path }) => path === column.path))
  return [...known, ...offered.filter(({ path }) => !known.some((column) => column.path === path))]
}

/** What the list screen names, then every other field one could show. */
function offeredColumns(resource: Resource): readonly Column[] {
  const named = resource.screens.list.length > 0 ? resource.screens.list : [resource.title]
  const others = resource.fields
    .filter(({ name, kind }) => !named.includes(name) && !['hasMany', 'json', 'secret', 'longText'].includes(kind) && !hidden.has(name))
    .map(({ name }) => name)
  return [...named.map((path) => ({ path, shown: true, width: null })), ...others.map((path) => ({ path, shown: false, width: null }))]
}

const hidden: ReadonlySet<string> = new Set(['id', 'version'])

function moved(all: readonly Column[], path: string, before: string | null): readonly Column[] {
  const column = all.find((each) => each.path === path)
  if (column === undefined || path === before) return all
  const rest = all.filter((each) => each.path !== path)
  const at = before === null ? rest.length : rest.findIndex((each) => each.path === before)
  return [...rest.slice(0, at), column, ...rest.slice(at)]
}
