import { type Line, newKey } from '../form/form-state.js'
import type { Field, Resource } from '../model/model.js'

/** Puts a line before another. */
export function movedLine(lines: readonly Line[], key: string, before: string): readonly Line[] {
  const line = lines.find((each) => each.key === key)
  if (line === undefined || key === before) return lines
  const rest = lines.filter((each) => each.key !== key)
  const from = lines.indexOf(line)
  const at = rest.findIndex((each) => each.key === before)
  const behind = lines.findIndex((each) => each.key === before) > from ? 1 : 0
  return [...rest.slice(0, at + behind), line, ...rest.slice(at + behind)]
}

/** A saved line is marked, so that the server is told; one that never was there just goes. */
export function removedLine(lines: readonly Line[], key: string): readonly Line[] {
  return lines.flatMap((line) => {
    if (line.key !== key) return [line]
    return line.id === undefined ? [] : [{ ...line, remove: true }]
  })
}

/** The same line once more, below, as one that was never saved: what people wrote, nothing the server gave. */
export function copiedLine(lines: readonly Line[], key: string, target: Resource): readonly Line[] {
  return lines.flatMap((line) => (line.key === key ? [line, { ...copyOf(line, target.fields), key: newKey() }] : [line]))
}

function copyOf(line: Line, fields: readonly Field[]): Readonly<Record<string, unknown>> {
  const kept = fields.filter((field) => (field.writable || field.formula !== null) && line[field.name] !== undefined)
  return Object.fromEntries(kept.map((field) => [field.name, line[field.name]]))
}
