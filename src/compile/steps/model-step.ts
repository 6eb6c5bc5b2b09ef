import type { Definitions, Invariant } from '../../define/definitions.js'
import type { Resource } from '../../define/resource.js'
import type { Role } from '../../define/role.js'
import type { Expression } from '../../expressions/tree.js'
import type { Entry } from '../catalog.js'
import type { InvariantModel, JobModel, Model, Named, ResourceModel, RoleModel } from '../model.js'
import { snakeCase } from '../names.js'
import { fieldsOf } from './field-step.js'
import { rollupsOf, storedFormulasOf } from './formula-step.js'
import { grantsOf, restrictionsOf } from './grant-step.js'
import { lockOrderOf } from './lock-order-step.js'
import { reportOf } from './report-step.js'
import { alertsOf, rulesOf, screensOf } from './screen-step.js'
import { type Ground, mapValues } from './step.js'
import { tablesOf } from './table-step.js'
import { uniquesOf } from './unique-step.js'
import { workflowOf } from './workflow-step.js'

/** Builds everything from definitions that no rule complains about. */
export function modelOf(ground: Ground, version: number): Model {
  const { definitions } = ground.catalog
  const resources = mapValues(Object.fromEntries(ground.catalog.resources), (entry) => resourceOf(ground, entry))
  return {
    version,
    areas: definitions.areas,
    resources,
    roles: mapValues(byName(definitions.roles), roleOf),
    ledgers: byName(definitions.ledgers),
    reports: mapValues(byName(definitions.reports), (report) => reportOf(ground, report)),
    connectors: byName(definitions.connectors),
    prints: byName(definitions.prints),
    jobs: mapValues(byName(definitions.jobs), jobOf),
    invariants: mapValues(byName(definitions.invariants), (invariant) => invariantOf(ground, invariant)),
    tables: Object.values(resources).flatMap((resource) => tablesOf(ground.catalog, resource)),
    lockOrder: lockOrderOf(ground.catalog, ground.formulas),
  }
}

function resourceOf(ground: Ground, entry: Entry): ResourceModel {
  const { name, resource } = entry
  const fields = fieldsOf(ground, name)
  const table = snakeCase(name)
  const owned = Object.values(fields).filter((field) => field.relation?.owned === true)
  return {
    name,
    label: resource.label,
    area: areaOf(ground, entry),
    title: resource.title,
    table,
    searchTable: Object.values(fields).some((field) => field.searchable) ? `${table}__search` : null,
    fields,
    fieldNames: Object.keys(fields),
    owner: entry.owner,
    ownedRelations: owned.map((field) => field.name),
    keptBy: resource.keptBy ?? null,
    rules: rulesOf(ground, resource),
    scopes: scopesOf(ground, resource),
    workflow: workflowOf(ground, resource),
    grants: grantsOf(ground, name),
    restrictions: restrictionsOf(ground, resource),
    alerts: alertsOf(ground, resource),
    screens: screensOf(entry),
    storedFormulas: storedFormulasOf(ground, name),
    rollups: rollupsOf(ground, name),
    uniques: uniquesOf(entry),
  }
}

export function scopesOf({ reader }: Ground, { name, scopes }: Resource): Named<Expression> {
  return mapValues(
    scopes,
    (scope, scopeName) => reader.condition({ resource: name, at: `resource:${name}.scopes.${scopeName}` }, scope).expression,
  )
}

/** Lines stand where their owner stands. */
function areaOf({ catalog }: Ground, { resource, owner }: Entry): string {
  return resource.area ?? catalog.resources.get(owner?.resource ?? '')?.resource.area ?? catalog.definitions.areas[0]?.name ?? ''
}

function byName<T extends { readonly name: string }>(list: readonly T[]): Named<T> {
  return Object.fromEntries(list.map((one) => [one.name, one]))
}

function roleOf({ name, label, description, system, internal }: Role): RoleModel {
  return { name, label, description: description ?? null, system: system ?? [], internal: internal === true }
}

function jobOf(job: Definitions['jobs'][number]): JobModel {
  const { name, label, actsAs, attempts, schedule, deadline } = job
  return { name, label, actsAs, attempts: attempts ?? 5, schedule: schedule ?? null, deadline: deadline ?? { seconds: 60 } }
}

export function invariantOf({ reader }: Ground, { name, label, resource, broken }: Invariant): InvariantModel {
  return { name, label, resource, broken: reader.test({ resource, at: `invariant:${name}.broken` }, broken).expression }
}
