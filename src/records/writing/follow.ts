import type { ResourceModel } from '../../compile/model.js'
import { referencesOf } from '../../expressions/references.js'
import type { Expression } from '../../expressions/tree.js'
import { oncePer } from '../../kernel/once-per.js'
import type { Act } from './act.js'
import { type Document, lineResource } from './document.js'

export type Paths = readonly (readonly string[])[]

/** Fetches what these expressions read from the document over references, on its head and on its lines. @param lock  keeps all of it from changing */
export async function followAll(act: Act, document: Document, expressions: readonly Expression[], lock = false): Promise<void> {
  const { paths, relations } = readsOf(expressions)
  const held = lock ? 'locked' : 'read'
  await act.rows.follow(document.resource, [document.head], paths, held)
  for (const inner of relations) await followLines(act, document, { ...inner, held })
}

interface Reads {
  readonly paths: Paths
  /** What is read on the rows of a relation. */
  readonly relations: readonly { readonly relation: string; readonly paths: Paths }[]
}

const readsOf = oncePer((expressions: readonly Expression[]): Reads => {
  const references = expressions.map(referencesOf)
  const relations = references.flatMap((one) => one.relations)
  const inner = relations.map(({ relation, references: { paths } }) => ({ relation, paths: pathsAcross(paths) }))
  return { paths: pathsAcross(references.flatMap((one) => one.paths)), relations: inner.filter(({ paths }) => paths.length > 0) }
})

/** A path of one step reads the row itself, which is at hand. */
const pathsAcross = (paths: Paths): Paths => paths.filter((path) => path.length > 1)

interface LineReads {
  readonly relation: string
  readonly paths: Paths
  readonly held: 'read' | 'locked'
}

async function followLines(act: Act, document: Document, { relation, paths, held }: LineReads): Promise<void> {
  await act.rows.follow(lineResource(act, document.resource, relation), document.lines[relation] ?? [], paths, held)
}

/** Everything the stored formulas, rules and conditions of a resource read across references. */
export const pathsReadBy = oncePer(
  (resource: ResourceModel): Paths => pathsAcross(expressionsOf(resource).flatMap((expression) => referencesOf(expression).paths)),
)

export const expressionsOf = oncePer((resource: ResourceModel): readonly Expression[] => {
  const fields = Object.values(resource.fields)
  const conditions = fields.flatMap((field) => [field.required, field.changeable, field.visible])
  const formulas = fields.flatMap((field) => (field.formula === null || isRollup(field.formula, resource) ? [] : [field.formula]))
  const contributions = resource.rollups.flatMap((rollup) => [rollup.value, rollup.where].filter((one) => one !== null))
  return [...conditions, ...formulas, ...contributions, ...resource.rules.map((rule) => rule.must)]
})

/** A sum over rows that are not owned: kept by the rows it sums, never computed here. */
export function isRollup(formula: Expression, resource: ResourceModel): boolean {
  return formula.op === 'aggregate' && resource.fields[formula.relation]?.relation?.owned === false
}

/** Fetches all that checking and computing this document will read. */
export async function followDocument(act: Act, document: Document): Promise<void> {
  await followAll(act, document, expressionsOf(document.resource))
  for (const relation of document.resource.ownedRelations) {
    await followLines(act, document, { relation, paths: pathsReadBy(lineResource(act, document.resource, relation)), held: 'read' })
  }
}
