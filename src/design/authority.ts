import type { GrantModel, Model } from '../compile/model.js'
import { ForbiddenError } from '../kernel/errors.js'
import type { Actor } from '../permissions/actor.js'

/**
 * Designing grants is one right, holding them another: a designer may shape any role but those they hold.
 * Fields and resources that come or go do not count: they are everybody's whom a whole grant shows the row.
 * @throws ForbiddenError `own-role`
 */
export function assertOwnRolesUntouched(actor: Actor, before: Model, after: Model): void {
  const touched = actor.roles.filter((role) => rightsOf({ before, after }, before, role) !== rightsOf({ before, after }, after, role))
  if (touched.length === 0) return
  throw new ForbiddenError(
    'own-role',
    { zh: '不能修改自己所持角色的权限。', en: 'You cannot shape the grants of a role you hold.' },
    { details: { roles: touched } },
  )
}

/** Everything a role may do with what both Models have, as text. */
function rightsOf(models: { before: Model; after: Model }, model: Model, role: string): string {
  const shared = Object.values(models.before.resources).flatMap((resource) => {
    const after = models.after.resources[resource.name]
    return after === undefined
      ? []
      : [{ name: resource.name, fields: Object.keys(resource.fields).filter((field) => Object.hasOwn(after.fields, field)) }]
  })
  const grants = shared.flatMap(({ name, fields }) => grantsIn(model, name, role).map((grant) => sharedPart(grant, fields)))
  const restrictions = shared.map(({ name }) => restrictionsIn(model, name, role))
  return JSON.stringify([grants, restrictions, model.roles[role]?.system ?? []])
}

function grantsIn(model: Model, resource: string, role: string): readonly GrantModel[] {
  return (model.resources[resource]?.grants ?? []).filter((grant) => grant.role === role)
}

function restrictionsIn(model: Model, resource: string, role: string) {
  return (model.resources[resource]?.restrictions ?? []).filter((one) => one.roles.length === 0 || one.roles.includes(role))
}

/** Line fields belong to another resource, which has no grants of its own: they are compared where they are lines. */
function sharedPart(grant: GrantModel, names: readonly string[]): unknown {
  const kept = (list: readonly string[]) => list.filter((name) => names.includes(name))
  const fields = Object.fromEntries(Object.entries(grant.fields).filter(([name]) => names.includes(name)))
  return { ...grant, fields, write: kept(grant.write), lines: Object.keys(grant.lines) }
}
