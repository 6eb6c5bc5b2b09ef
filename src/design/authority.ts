import type { GrantModel, Model, RoleModel } from '../compile/model.js'
import { ForbiddenError } from '../kernel/errors.js'
import type { Problem } from '../kernel/problem.js'
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

/**
 * Rights that one does not hold are not given to others either, or a designer would make an administrator, who gives the designer anything.
 * What a role has already is nobody's doing here; of their own roles one is told by `own-role`.
 */
export function givenBeyond(actor: Actor, before: Model, after: Model): readonly Problem[] {
  const rights = Object.values(after.roles).flatMap(({ name, system, label }) => {
    const held = [...actor.system, ...(before.roles[name]?.system ?? [])]
    const beyond = system.filter((right) => !held.includes(right))
    return beyond.length === 0 || actor.roles.includes(name) ? [] : [rightsBeyond({ name, label }, beyond)]
  })
  return actor.system.includes('assignRoles') ? rights : [...rights, ...assigningBeyond(before, after)]
}

/** Who writes there gives roles: that is granted by who may do so. */
const assignments = 'roleAssignment'

function assigningBeyond(before: Model, after: Model): readonly Problem[] {
  const fields = Object.keys(before.resources[assignments]?.fields ?? {})
  const known = new Set((before.resources[assignments]?.grants ?? []).map((grant) => JSON.stringify(sharedPart(grant, fields))))
  const given = (after.resources[assignments]?.grants ?? []).filter((grant) => !known.has(JSON.stringify(sharedPart(grant, fields))))
  return given.filter(({ can }) => can.some((action) => !looking.includes(action))).map(assigning)
}

/** Actions that change nothing. */
const looking: readonly string[] = ['read', 'export']

function rightsBeyond({ name, label }: Pick<RoleModel, 'name' | 'label'>, beyond: readonly string[]): Problem {
  return {
    code: 'rights-beyond',
    at: `role:${name}.system`,
    message: {
      zh: `不能把自己没有的系统权限（${beyond.join('、')}）授予角色“${label.zh}”。`,
      en: `You cannot give the role ${label.en} system rights that you do not hold: ${beyond.join(', ')}.`,
    },
    hint: askAdministrator,
  }
}

const assigning = ({ role }: GrantModel): Problem => ({
  code: 'assigning-beyond',
  at: `resource:${assignments}.permissions.${role}`,
  message: {
    zh: '您不能分配角色，因此也不能授权他人分配。',
    en: 'You may not assign roles, so you cannot let others assign them.',
  },
  hint: askAdministrator,
})

const askAdministrator = { zh: '请由拥有这些权限的管理员发布。', en: 'Ask an administrator who holds these rights to publish it.' }

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
