import type { FieldModel, ResourceModel } from '../compile/model.js'
import type { StoredRow } from '../compile/stored-row.js'
import { oncePer } from '../kernel/once-per.js'

/** The field that says where a line stands; null where lines stand in the order they were made in. */
export const placeOf = oncePer((line: ResourceModel): FieldModel | null => Object.values(line.fields).find(({ place }) => place) ?? null)

/** Lines of one owner in their order; those made before there were places stand in that of their ids. */
export function inOrder(line: ResourceModel, rows: readonly StoredRow[]): readonly StoredRow[] {
  const place = placeOf(line)
  const at = (row: StoredRow): number => (place === null ? 0 : Number(row[place.name] ?? 0))
  return [...rows].sort((a, b) => at(a) - at(b) || a.id.length - b.id.length || (a.id < b.id ? -1 : 1))
}

/** The same lines, each knowing where it stands. A row that stands there already is itself. */
export function placed(line: ResourceModel, rows: readonly StoredRow[]): readonly StoredRow[] {
  const place = placeOf(line)
  if (place === null) return rows
  return rows.map((row, index) => (row[place.name] === String(index + 1) ? row : { ...row, [place.name]: String(index + 1) }))
}
