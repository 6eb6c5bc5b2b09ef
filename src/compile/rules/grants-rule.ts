import type { Grant } from '../../define/grant.js'
import type { Problem } from '../../kernel/problem.js'
import { type Catalog, canBeWritten, type Entry } from '../catalog.js'
import type { NamedGrant } from '../cells.js'
import { placeOfGrant } from '../steps/grant-step.js'
import { checkName, eachResource, namesOf, problem, type Rule, unknownName, whats } from './rule.js'

const standardActions: readonly string[] = ['read', 'create', 'update', 'remove', 'export', 'import', 'print']

/** Grants name roles, actions, scopes, fields and tags that exist, and give no right that nobody can have. */
export const grantsRule: Rule = ({ catalog, cells }) => [
  ...eachResource(catalog, (entry, at) => [...ownedHasNone(entry, at), ...rolesKnown(catalog, entry, at)]),
  ...cells.grants.flatMap((named) => checkGrant(catalog, named)),
]

function ownedHasNone({ owner, resource }: Entry, at: string): readonly Problem[] {
  if (owner === null || Object.keys(resource.permissions ?? {}).length === 0) return []
  const hint = {
    zh: `请在“${owner.resource}”上用 ${owner.relation}.字段 授权。`,
    en: `Grant ${owner.relation}.field on “${owner.resource}”.`,
  }
  return [
    problem('grant-on-lines', `${at}.permissions`, { zh: '明细的权限跟随其所有者。', en: 'Lines have the grants of their owner.' }, hint),
  ]
}

function rolesKnown({ definitions }: Catalog, { resource }: Entry, at: string): readonly Problem[] {
  const known = namesOf(definitions.roles)
  const granted = Object.keys(resource.permissions ?? {}).flatMap((role) =>
    checkName({ code: 'unknown-role', at: `${at}.permissions.${role}`, what: whats.role, wrong: role, known }),
  )
  const restricted = Object.entries(resource.restrictions ?? {}).flatMap(([name, { roles }]) =>
    (roles ?? []).flatMap((role) =>
      checkName({ code: 'unknown-role', at: `${at}.restrictions.${name}.roles`, what: whats.role, wrong: role, known }),
    ),
  )
  return [...granted, ...restricted]
}

function checkGrant(catalog: Catalog, named: NamedGrant): readonly Problem[] {
  const { entry, grant } = named
  const at = placeOfGrant(named)
  return [
    ...actionsKnown(entry, grant, at),
    ...scopeKnown(entry, grant, at),
    ...(['show', 'hide', 'mask', 'write'] as const).flatMap((part) =>
      (grant[part] ?? []).flatMap((name) => checkNamed(catalog, entry, { name, at: `${at}.${part}` })),
    ),
    ...(grant.write ?? []).flatMap((name) => writable(entry, name, at)),
    ...Object.keys(grant.presets ?? {}).flatMap((name) => checkNamed(catalog, entry, { name, at: `${at}.presets` })),
  ]
}

/** What can be granted on a resource. */
export const actionsOf = ({ resource }: Entry): readonly string[] => [
  ...standardActions,
  ...Object.keys(resource.workflow?.transitions ?? {}),
]

function actionsKnown(entry: Entry, grant: Grant, at: string): readonly Problem[] {
  const { resource } = entry
  const known = actionsOf(entry)
  const writes = grant.can.filter((action) => ['create', 'update', 'remove', 'import'].includes(action))
  return [
    ...grant.can.flatMap((action) => checkName({ code: 'unknown-action', at: `${at}.can`, what: whats.action, wrong: action, known })),
    ...(resource.keptBy === undefined
      ? []
      : writes.map((action) =>
          problem('ledger-writes-alone', `${at}.can`, {
            zh: `由账簿记录，任何人都不能“${action}”。`,
            en: `The ledger alone writes these rows; nobody may ${action} them.`,
          }),
        )),
  ]
}

function scopeKnown({ resource }: Entry, { rows }: Grant, at: string): readonly Problem[] {
  if (typeof rows !== 'string' || rows === 'all') return []
  return checkName({ code: 'unknown-scope', at: `${at}.rows`, what: whats.scope, wrong: rows, known: Object.keys(resource.scopes ?? {}) })
}

interface Named {
  readonly name: string
  readonly at: string
}

/** `total`, `#cost`, `lines.unitPrice`. A tag counts when any field anywhere bears it: a grant may hide what is not there yet. */
function checkNamed(catalog: Catalog, entry: Entry, { name, at }: Named): readonly Problem[] {
  if (name.startsWith('#')) return checkName({ code: 'unknown-tag', at, what: whats.tag, wrong: name, known: knownTags(catalog) })
  return checkCell(catalog, entry, { name, at })
}

/** A field of the resource, or of one of its lines. */
export function checkCell(catalog: Catalog, entry: Entry, { name, at }: Named): readonly Problem[] {
  const [relation = '', field, ...rest] = name.split('.')
  if (field === undefined) return checkName({ code: 'unknown-field', at, what: whats.field, wrong: name, known: [...entry.fields.keys()] })
  const target = entry.fields.get(relation)
  const lines = target?.owned === true ? catalog.resources.get(target.target ?? '') : undefined
  const known = lines === undefined ? [] : [...lines.fields.keys()].map((line) => `${relation}.${line}`)
  return rest.length > 0 || !known.includes(name) ? [unknownName({ code: 'unknown-field', at, what: whats.field, wrong: name, known })] : []
}

function knownTags({ resources }: Catalog): readonly string[] {
  const tags = [...resources.values()].flatMap((entry) => [...entry.fields.values()].flatMap((field) => field.tags ?? []))
  return [...new Set(tags)].map((tag) => `#${tag}`)
}

function writable(entry: Entry, name: string, at: string): readonly Problem[] {
  if (!entry.fields.has(name) || canBeWritten(entry, name)) return []
  return [
    problem('write-to-computed', `${at}.write`, {
      zh: `字段“${name}”由系统计算，不能写入。`,
      en: `“${name}” is kept by the engine; nobody writes it.`,
    }),
  ]
}
