import type { ConnectorMapping } from '../../define/connector.js'
import type { PrintTemplate } from '../../define/print.js'
import type { Problem } from '../../kernel/problem.js'
import { type Catalog, findField, follow } from '../catalog.js'
import { checkName, namesOf, type Rule, unknownName, whats } from './rule.js'

/** Jobs, connectors, prints and invariants name what exists. */
export const othersRule: Rule = ({ catalog }) => [
  ...checkJobs(catalog),
  ...checkConnectors(catalog),
  ...catalog.definitions.prints.flatMap((print) => checkPrint(catalog, print)),
  ...checkInvariants(catalog),
]

const role = ({ definitions }: Catalog, wrong: string, at: string): readonly Problem[] =>
  checkName({ code: 'unknown-role', at, what: whats.role, wrong, known: namesOf(definitions.roles) })

const resource = ({ resources }: Catalog, wrong: string, at: string): readonly Problem[] =>
  checkName({ code: 'unknown-resource', at, what: whats.resource, wrong, known: [...resources.keys()] })

interface PathPlace {
  readonly resource: string
  readonly path: string
  readonly at: string
}

function path(catalog: Catalog, place: PathPlace): readonly Problem[] {
  const end = follow(catalog, place.resource, place.path.split('.'))
  return end.ok ? [] : [unknownName({ code: 'unknown-path', at: place.at, what: whats.field, wrong: end.wrong, known: end.known })]
}

function checkJobs(catalog: Catalog): readonly Problem[] {
  return catalog.definitions.jobs.flatMap((job) => role(catalog, job.actsAs, `job:${job.name}.actsAs`))
}

function checkConnectors(catalog: Catalog): readonly Problem[] {
  return catalog.definitions.connectors.flatMap((connector) => {
    const at = `connector:${connector.name}`
    const unknown = [...resource(catalog, connector.resource, `${at}.resource`), ...role(catalog, connector.actsAs, `${at}.actsAs`)]
    if (unknown.length > 0) return unknown
    const state =
      connector.stateField === undefined
        ? []
        : path(catalog, { resource: connector.resource, path: connector.stateField, at: `${at}.stateField` })
    return [...state, ...checkMapping(catalog, { resource: connector.resource, mapping: connector.mapping, at: `${at}.mapping` })]
  })
}

interface MappingPlace {
  readonly resource: string
  readonly mapping: ConnectorMapping
  readonly at: string
}

function checkMapping(catalog: Catalog, place: MappingPlace): readonly Problem[] {
  return Object.entries(place.mapping).flatMap(([outside, inside]) => {
    const at = `${place.at}.${outside}`
    if (typeof inside === 'string') return path(catalog, { resource: place.resource, path: inside, at })
    const target = findField(catalog, place.resource, inside.each)?.target
    if (target === undefined) return path(catalog, { resource: place.resource, path: inside.each, at })
    return checkMapping(catalog, { resource: target, mapping: inside.fields, at })
  })
}

function checkPrint(catalog: Catalog, print: PrintTemplate): readonly Problem[] {
  const at = `print:${print.name}`
  const unknown = resource(catalog, print.resource, `${at}.resource`)
  if (unknown.length > 0) return unknown
  const line = findField(catalog, print.resource, print.lines.each)?.target
  const head = [print.number, print.date, ...print.head.map((one) => one.of), ...(print.totals ?? []).map((one) => one.of)]
  return [
    ...head.flatMap((of) => path(catalog, { resource: print.resource, path: of, at })),
    ...path(catalog, { resource: print.resource, path: print.lines.each, at: `${at}.lines.each` }),
    ...(line === undefined
      ? []
      : print.lines.columns.flatMap(({ of }) => path(catalog, { resource: line, path: of, at: `${at}.lines.columns` }))),
  ]
}

function checkInvariants(catalog: Catalog): readonly Problem[] {
  return catalog.definitions.invariants.flatMap((invariant) =>
    resource(catalog, invariant.resource, `invariant:${invariant.name}.resource`),
  )
}
