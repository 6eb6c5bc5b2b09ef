import type { GrantModel, Model } from '../compile/model.js'
import { ForbiddenError } from '../kernel/errors.js'
import type { Actor } from '../permissions/actor.js'

/**
 * Designing grants is one right, holding them another: a designer may shape any role but those they hold.
 * Fields and resources that are new do not count: they come to everybody whom a whole grant already shows the row.
 * @throws ForbiddenError `own-role`
 */
export function assertOwnRolesUntouched(actor: Actor, before: Model, after: Model): void {
  const touched = actor.roles.filter((role) => rightsOf(before, before, role) !== rightsOf(before, after, role))
  if (touched.length === 0) return
  throw new ForbiddenError(
    'own-role',
    { zh: '不能修改自己所持角色的权限。', en: 'You cannot shape the grants of a role you hold.' },
    { details: { roles: touched } },
  )
}

/** Everything a role may do to what `known` already had, as text. */
function rightsOf(known: Model, model: Model, role: string): string {
  const grants = Object.values(known.resources).flatMap((resource) =>
    (model.resources[resource.name]?.grants ?? [])
      .filter((grant) => grant.role === role)
      .map((grant) => knownPart(grant, Object.keys(resource.fields))),
  )
  const restrictions = Object.values(known.resources).map((resource) =>
    (model.resources[resource.name]?.restrictions ?? []).filter((one) => one.roles.length === 0 || one.roles.includes(role)),
  )
  return JSON.stringify([grants, restrictions, model.roles[role]?.system ?? []])
}

function knownPart(grant: GrantModel, names: readonly string[]): unknown {
  const kept = (list: readonly string[]) => list.filter((name) => names.includes(name))
  const fields = Object.fromEntries(Object.entries(grant.fields).filter(([name]) => names.includes(name)))
  const { lines: _lines, ...rest } = grant
  return { ...rest, fields, write: kept(grant.write) }
}
