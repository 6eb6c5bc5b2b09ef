import type { ResourceModel } from '../../compile/model.js'
import { computedOf, type StoredRow } from '../../compile/stored-row.js'
import { evaluate } from '../../expressions/evaluate.js'
import type { Scope } from '../../expressions/scope.js'
import type { Value } from '../../expressions/value.js'
import { NotFoundError } from '../../kernel/errors.js'
import { lockRows, lockRowsBy } from '../../store/rows/read-row.js'
import { type Act, environmentOf, resourceIn } from './act.js'

/** A record with the lines it owns: the unit that is locked, checked and saved. */
export interface Document {
  readonly resource: ResourceModel
  readonly head: StoredRow
  readonly lines: Readonly<Record<string, readonly StoredRow[]>>
}

/**
 * Locks the head, then its lines.
 * @param foreseen  references of the head that will be followed
 * @throws NotFoundError
 */
export async function lockDocument(act: Act, resource: ResourceModel, id: string, foreseen: readonly string[] = []): Promise<Document> {
  const locking = Promise.all([
    lockRows(act.tx, resource, [id]),
    ...resource.ownedRelations.map((name) => lockRowsBy(act.tx, lineResource(act, resource, name), ownerField(resource, name), [id])),
  ])
  const [[[head], ...rows]] = await Promise.all([locking, act.rows.foresee(resource, id, foreseen)])
  if (head === undefined) throw new NotFoundError()
  return known(act, { resource, head, lines: Object.fromEntries(resource.ownedRelations.map((name, index) => [name, rows[index] ?? []])) })
}

/** Lets expressions read the document as it is now in memory. */
export function known(act: Act, document: Document): Document {
  act.rows.put(document.resource.name, document.head)
  for (const [relation, rows] of Object.entries(document.lines))
    for (const row of rows) act.rows.put(lineResource(act, document.resource, relation).name, row)
  return document
}

export function lineResource(act: Pick<Act, 'model'>, resource: ResourceModel, relation: string): ResourceModel {
  return resourceIn(act.model, resource.fields[relation]?.target ?? '')
}

/** The line's own reference to its owner. */
export function ownerField(resource: ResourceModel, relation: string): string {
  return resource.fields[relation]?.relation?.by ?? ''
}

/** Reads the head, what it refers to (once followed), and its lines. */
export function headScope(act: Act, document: Document): Scope {
  return rowScope(act, document.resource, document.head, (relation) => linesScopes(act, document, relation))
}

export function linesScopes(act: Act, document: Document, relation: string): readonly Scope[] {
  const resource = lineResource(act, document.resource, relation)
  return (document.lines[relation] ?? []).map((row) => rowScope(act, resource, row))
}

/** Reads one row as it is in memory; references must have been followed. */
export function rowScope(act: Act, resource: ResourceModel, row: StoredRow, rows: (relation: string) => readonly Scope[] = noRows): Scope {
  const { actor, today, now, answer } = environmentOf(act)
  const at = { resource, row, scope: () => scope }
  const scope: Scope = { actor, today, now, answer, rows, read: (path) => readPath(act, at, path) }
  return scope
}

const noRows = (relation: string): readonly Scope[] => {
  throw new Error(`the rows of ${relation} were not loaded`)
}

function readPath(act: Act, at: { resource: ResourceModel; row: StoredRow; scope: () => Scope }, path: readonly string[]): Value {
  const [name = '', ...rest] = path
  const field = at.resource.fields[name]
  if (field === undefined) return null
  if (rest.length > 0) return readAcross(act, { target: field.target ?? '', id: at.row[name] }, rest)
  if (field.formula !== null && !field.stored) return evaluate(field.formula, at.scope())
  return computedOf(field, at.row[name])
}

function readAcross(act: Act, hop: { target: string; id: unknown }, rest: readonly string[]): Value {
  const target = act.model.resources[hop.target]
  const row = typeof hop.id === 'string' && target !== undefined ? act.rows.find(target.name, hop.id) : undefined
  return target === undefined || row === undefined
    ? null
    : readPath(act, { resource: target, row, scope: () => rowScope(act, target, row) }, rest)
}
