import type { Grant, Grants } from '../../define/grant.js'
import type { Resource } from '../../define/resource.js'
import type { Expression } from '../../expressions/tree.js'
import { type Catalog, canBeWritten, type Entry } from '../catalog.js'
import { cellOf, type NamedGrant, namesCell, showsSome } from '../cells.js'
import { placeOf } from '../formulas.js'
import type { GrantModel, Named, RestrictionModel } from '../model.js'
import { implicitNames } from '../names.js'
import type { Place } from '../reader.js'
import { type Ground, mapValues } from './step.js'

/** A role's grants on one resource by name; a single one is called `all`. */
export function grantsByName(grants: Grants): Readonly<Record<string, Grant>> {
  return Array.isArray((grants as Grant).can) ? { all: grants as Grant } : (grants as Readonly<Record<string, Grant>>)
}

/** Every grant of every resource. */
export function allGrants(catalog: Catalog): readonly NamedGrant[] {
  return [...catalog.resources.values()].flatMap((entry) =>
    Object.entries(entry.resource.permissions ?? {}).flatMap(([role, grants]) =>
      Object.entries(grantsByName(grants)).map(([name, grant]) => ({ role, name, entry, grant })),
    ),
  )
}

export const placeOfGrant = ({ role, name, entry }: NamedGrant): string =>
  `resource:${entry.name}.permissions.${role}${name === 'all' ? '' : `.${name}`}`

export function grantsOf(ground: Ground, resource: string): readonly GrantModel[] {
  return ground.cells.grants.filter((named) => named.entry.name === resource).map((named) => grantOf(ground, named))
}

function grantOf(ground: Ground, named: NamedGrant): GrantModel {
  const { role, name, entry, grant } = named
  return {
    id: `${entry.name}.${role}.${name}`,
    role,
    name,
    can: grant.can,
    fields: cellsOf(ground, named, null),
    write: writeOf(ground, named, null),
    lines: linesOf(ground, named),
    ...grantConditionsOf(ground, named),
  }
}

/** Which rows, what a new one starts with, and what a written one must be. */
export function grantConditionsOf(ground: Ground, named: NamedGrant): Pick<GrantModel, 'rows' | 'presets' | 'check'> {
  const { entry, grant } = named
  const place = (part: string): Place => ({ resource: entry.name, at: `${placeOfGrant(named)}.${part}` })
  return {
    rows: rowsOf(ground, place('rows'), grant.rows),
    presets: mapValues(
      grant.presets,
      (value, field) => ground.reader.value({ ...place(`presets.${field}`), like: field }, value).expression,
    ),
    check: ground.reader.condition(place('check'), grant.check ?? {}).expression,
  }
}

/** `all`, a scope by name, or a condition. */
function rowsOf({ reader, catalog }: Ground, place: Place, rows: Grant['rows']): Expression {
  if (rows === 'all') return reader.condition(place, {}).expression
  const scopes = catalog.resources.get(place.resource)?.resource.scopes ?? {}
  return reader.condition(place, typeof rows === 'string' ? scopes[rows] : rows).expression
}

function cellsOf(ground: Ground, named: NamedGrant, relation: string | null): Named<'show' | 'mask'> {
  const names = [...(lineEntry(ground, named, relation)?.fields.keys() ?? [])]
  return Object.fromEntries(
    names.flatMap((field) => {
      const cell = cellOf(ground.cells, named, { relation, field })
      const empty =
        relation === null && named.entry.fields.get(field)?.owned === true && !Object.keys(cellsOf(ground, named, field)).some(isOwnField)
      return cell === null || empty ? [] : [[field, cell] as const]
    }),
  )
}

const isOwnField = (name: string): boolean => !implicitNames.includes(name)

const lineEntry = ({ catalog }: Ground, { entry }: NamedGrant, relation: string | null): Entry | undefined =>
  relation === null ? entry : catalog.resources.get(entry.fields.get(relation)?.target ?? '')

/** Fields shown in clear that somebody may write, of those the grant lets be written. A relation stands here when whole lines may be added and taken away. */
function writeOf(ground: Ground, named: NamedGrant, relation: string | null): readonly string[] {
  const { grant } = named
  if (!grant.can.some((action) => action === 'create' || action === 'update' || action === 'import')) return []
  const resource = lineEntry(ground, named, relation)
  return [...(resource?.fields.keys() ?? [])].flatMap((field) => {
    if (resource === undefined || !canBeWritten(resource, field)) return []
    const tags = ground.cells.tags.get(placeOf(resource.name, field)) ?? []
    const allowed = grant.write === undefined || namesCell({ relation, field, tags }, grant.write)
    return allowed && cellOf(ground.cells, named, { relation, field }) === 'show' ? [field] : []
  })
}

/** The rows of each owned relation the grant shows. */
function linesOf(ground: Ground, named: NamedGrant): GrantModel['lines'] {
  const relations = [...named.entry.fields].flatMap(([name, field]) => (field.owned === true && showsSome(named.grant, name) ? [name] : []))
  const shown = relations.filter((relation) => !(named.grant.hide ?? []).includes(relation))
  return Object.fromEntries(
    shown.map((relation) => [relation, { fields: cellsOf(ground, named, relation), write: writeOf(ground, named, relation) }]),
  )
}

export function restrictionsOf({ reader }: Ground, resource: Resource): readonly RestrictionModel[] {
  return Object.entries(resource.restrictions ?? {}).map(([name, { roles, rows }]) => ({
    name,
    roles: roles ?? [],
    rows: reader.condition({ resource: resource.name, at: `resource:${resource.name}.restrictions.${name}.rows` }, rows).expression,
  }))
}
