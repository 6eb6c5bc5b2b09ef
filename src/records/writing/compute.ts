import type { StoredValue } from '../../compile/field-values.js'
import type { FieldModel, ResourceModel } from '../../compile/model.js'
import { type StoredRow, sameStored, storedOf } from '../../compile/stored-row.js'
import { evaluate } from '../../expressions/evaluate.js'
import { type References, referencesOf } from '../../expressions/references.js'
import type { Scope } from '../../expressions/scope.js'
import type { Expression } from '../../expressions/tree.js'
import { oncePer } from '../../kernel/once-per.js'
import type { Act } from './act.js'
import { type Document, known, lineResource, linesScopes, rowScope } from './document.js'
import { isRollup } from './follow.js'

/**
 * Computes the stored formulas: the lines' first, then the head's, which may sum over them. What they read was followed before.
 * @param before  the document as it is stored: a formula keeps the value it has where all that it reads stands there as it does now.
 *   Without it all are computed, as for whatever is posted: a formula published a moment ago is then known to count.
 */
export function computed(act: Act, document: Document, before: Document | null = null): Document {
  const lines: Record<string, readonly StoredRow[]> = {}
  for (const [relation, rows] of Object.entries(document.lines)) lines[relation] = computedLines(act, { document, relation, before }, rows)
  const withLines = known(act, { ...document, lines })
  return known(act, { ...withLines, head: computedHead(act, withLines, before) })
}

function computedLines(
  act: Act,
  at: { readonly document: Document; readonly relation: string; readonly before: Document | null },
  rows: readonly StoredRow[],
): readonly StoredRow[] {
  const resource = lineResource(act, at.document.resource, at.relation)
  const stored = new Map((at.before?.lines[at.relation] ?? []).map((row) => [row.id, row]))
  return rows.map((row) => {
    const was = stored.get(row.id)
    return computedRow(resource, { row, was, lines: nothingElse }, (now) => rowScope(act, resource, now))
  })
}

function computedHead(act: Act, document: Document, before: Document | null): StoredRow {
  const lines = (relation: string): boolean => isSame(document.lines[relation] ?? [], before?.lines[relation] ?? [])
  const scopeOf = (now: StoredRow): Scope => rowScope(act, document.resource, now, (relation) => linesScopes(act, document, relation))
  return computedRow(document.resource, { row: document.head, was: before?.head, lines }, scopeOf)
}

/** Unchanged lines are the very rows that were read. */
const isSame = (rows: readonly StoredRow[], before: readonly StoredRow[]): boolean =>
  rows.length === before.length && rows.every((row, index) => row === before[index])

const nothingElse = (): boolean => false

interface Computing {
  readonly row: StoredRow
  /** As it is stored; undefined when it is not. */
  readonly was: StoredRow | undefined
  /** Are the rows of a relation as they are stored? */
  readonly lines: (relation: string) => boolean
}

/** One copy, into which each formula writes what the next ones read; the row itself when there is nothing to compute. */
function computedRow(resource: ResourceModel, { row, was, lines }: Computing, scopeOf: (now: StoredRow) => Scope): StoredRow {
  const now: Record<string, StoredValue> & { readonly id: string } = { ...row }
  const scope = scopeOf(now)
  let isComputed = false
  for (const { field, formula, reads } of formulasOf(resource)) {
    const isThere = was !== undefined && (was[field.name] ?? null) !== null
    if (isThere && reads !== null && reads.fields.every((name) => sameStored(now[name], was[name])) && reads.relations.every(lines))
      continue
    now[field.name] = storedOf(field, evaluate(formula, scope))
    isComputed = true
  }
  return isComputed ? now : row
}

interface StoredFormula {
  readonly field: FieldModel
  readonly formula: Expression
  /** Null: also what stands in records it refers to. */
  readonly reads: Reads | null
}

interface Reads {
  /** Stored fields of the row. */
  readonly fields: readonly string[]
  /** Relations whose rows are read, and nothing beyond them. */
  readonly relations: readonly string[]
}

/** Stored formulas that are computed here, in the order they depend on each other. */
const formulasOf = oncePer((resource: ResourceModel): readonly StoredFormula[] =>
  resource.storedFormulas.flatMap((name) => {
    const field = resource.fields[name]
    if (field === undefined || field.formula === null || isRollup(field.formula, resource)) return []
    return [{ field, formula: field.formula, reads: readsOf(resource, field.formula) }]
  }),
)

function readsOf(resource: ResourceModel, formula: Expression): Reads | null {
  const { paths, relations } = referencesOf(formula)
  if (paths.some(isAcross) || relations.some(({ references }) => isBeyond(references))) return null
  const fields = paths.map(([name = '']) => readsOfField(resource, name))
  if (fields.some((one) => one === null)) return null
  const own = fields.filter((one) => one !== null)
  return {
    fields: [...new Set(own.flatMap((one) => one.fields))],
    relations: [...new Set([...relations.map(({ relation }) => relation), ...own.flatMap((one) => one.relations)])],
  }
}

/** A formula without a column reads what it is made of. */
function readsOfField(resource: ResourceModel, name: string): Reads | null {
  const field = resource.fields[name]
  return field?.formula != null && !field.stored ? readsOf(resource, field.formula) : { fields: [name], relations: [] }
}

const isAcross = (path: readonly string[]): boolean => path.length > 1

const isBeyond = ({ paths, relations }: References): boolean => paths.some(isAcross) || relations.length > 0
