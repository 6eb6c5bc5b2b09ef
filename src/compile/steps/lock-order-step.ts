/**
 * The one order in which rows of different resources are locked, so that no two transactions wait for each other: what rolls up before what it rolls
 * up into, documents before what they refer to, an owner before its lines, the books of a ledger last.
 */
import type { Catalog } from '../catalog.js'
import { documentOf } from '../catalog.js'
import type { Formulas } from '../formulas.js'

interface Edges {
  /** Never broken, but where resources roll up in a circle. */
  readonly firm: ReadonlyMap<string, ReadonlySet<string>>
  /** Followed as far as they make no circle. */
  readonly soft: ReadonlyMap<string, ReadonlySet<string>>
}

export function lockOrderOf(catalog: Catalog, formulas: Formulas): readonly string[] {
  const late = ledgerResources(catalog)
  const documents = [...catalog.resources.keys()].filter((name) => documentOf(catalog, name) === name && !late.includes(name)).sort()
  const ordered = sortDocuments(documents, { firm: rollupEdges(catalog, formulas), soft: referenceEdges(catalog) })
  return [...ordered.flatMap((name) => [name, ...linesOf(catalog, name)]), ...late]
}

/** Entries are only added, reservations follow the lines they are held for, balances are where everybody meets. */
function ledgerResources(catalog: Catalog): readonly string[] {
  const named = catalog.definitions.ledgers.flatMap((ledger) => [ledger.entries, ledger.reservations, ledger.balances])
  return [...new Set(named)].filter((name) => catalog.resources.has(name))
}

function linesOf(catalog: Catalog, document: string): readonly string[] {
  return [...catalog.resources.values()].flatMap((entry) => (entry.owner?.resource === document ? [entry.name] : [])).sort()
}

function rollupEdges(catalog: Catalog, formulas: Formulas): Edges['firm'] {
  const pairs = [...formulas.values()].flatMap((formula) =>
    formula.rollup === null ? [] : [[formula.rollup.child, formula.resource] as const],
  )
  return edgesFrom(pairs.map(([child, target]) => [documentOf(catalog, child), documentOf(catalog, target)]))
}

function referenceEdges(catalog: Catalog): Edges['soft'] {
  const pairs = [...catalog.resources.values()].flatMap((entry) =>
    Object.values(entry.resource.fields).flatMap((field) =>
      field.kind === 'belongsTo' ? [[entry.name, field.target ?? ''] as const] : [],
    ),
  )
  return edgesFrom(pairs.map(([from, target]) => [documentOf(catalog, from), documentOf(catalog, target)]))
}

function edgesFrom(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const edges = new Map<string, Set<string>>()
  for (const [from, to] of pairs) if (from !== to) edges.set(to, (edges.get(to) ?? new Set()).add(from))
  return edges
}

/** Takes the next document that nothing left must come before; in a circle the one with the fewest before it. Names decide between equals. */
function sortDocuments(names: readonly string[], edges: Edges): readonly string[] {
  const [first] = [...names].sort((a, b) => weight(a) - weight(b) || (a < b ? -1 : 1))
  return first === undefined
    ? []
    : [
        first,
        ...sortDocuments(
          names.filter((name) => name !== first),
          edges,
        ),
      ]

  function weight(name: string): number {
    const before = (of: Edges['firm']): number => names.filter((other) => of.get(name)?.has(other)).length
    return before(edges.firm) * 1_000 + before(edges.soft)
  }
}
