/** What an actor may do with the rows of one resource by one action. */
import type { GrantModel, Model, ResourceModel } from '../compile/model.js'
import { and } from '../expressions/build.js'
import { readFrom } from '../expressions/references.js'
import { always, type Expression, never } from '../expressions/tree.js'
import { oncePer } from '../kernel/once-per.js'
import type { Actor } from './actor.js'
import { viewAsAccess } from './view-as.js'

/**
 * What an actor may do with the rows of one resource by one action: a row is allowed if `restriction` holds and any branch's `rows` holds;
 * a cell is visible if some allowed *read* branch matches its row and shows its field.
 */
export interface Access {
  readonly resource: string
  readonly action: string
  /** Grants of the actor that allow the action, in model order. Empty: the action does not exist for this actor. */
  readonly grants: readonly GrantModel[]
  /** ANDed on top of every grant. */
  readonly restriction: Expression
}

const looking: readonly string[] = ['read', 'export', 'print']
const linewise: readonly string[] = ['create', 'update', 'remove', 'import']

/** Of an actor with whose eyes somebody looks: what both may do, and nothing but looking. */
export function accessFor(model: Model, actor: Actor, resource: string, action: string): Access {
  const access = grantedTo(model, actor, resource, action)
  return actor.viewer === undefined ? access : viewAsAccess(access, grantedTo(model, actor.viewer, resource, action), actor.viewer)
}

/** By resource, action and roles; nothing else of the actor decides it. */
const accessesIn = oncePer((_model: Model) => new Map<string, Access>())

function grantedTo(model: Model, actor: Actor, resource: string, action: string): Access {
  const accesses = accessesIn(model)
  const key = [resource, action, actor.readOnly ? 'looks' : 'acts', ...actor.roles].join(' ')
  const access = accesses.get(key) ?? workedOut(model, actor, resource, action)
  // Whoever asks for names that there are not must not fill the memory.
  if (Object.hasOwn(model.resources, resource)) accesses.set(key, access)
  return access
}

/**
 * An owned resource has its owner's access, read from the line: rows that the owner's grants match, fields that they show of the relation.
 * Creating, changing or removing a line is an update of its owner.
 */
function workedOut(model: Model, actor: Actor, resource: string, action: string): Access {
  const described = Object.hasOwn(model.resources, resource) ? model.resources[resource] : undefined
  if (described === undefined) return { resource, action, grants: [], restriction: never }
  return described.owner === null ? ownAccess(described, actor, action) : lineAccess(model, actor, described, action)
}

/** May the actor read any row of it at all? What one may not see does not exist. */
export function canSee(model: Model, actor: Actor, resource: string): boolean {
  return accessFor(model, actor, resource, 'read').grants.length > 0
}

/** Is the action granted to the actor on any row at all? */
export function canDo(model: Model, actor: Actor, resource: string, action: string): boolean {
  return accessFor(model, actor, resource, action).grants.length > 0
}

function ownAccess(resource: ResourceModel, actor: Actor, action: string): Access {
  const open = !actor.readOnly || looking.includes(action)
  const grants = open ? resource.grants.filter((grant) => actor.roles.includes(grant.role) && grant.can.includes(action)) : []
  return { resource: resource.name, action, grants, restriction: restrictionOf(resource, actor) }
}

/** Restrictions that name one of the actor's roles, or none: all of them must hold. */
function restrictionOf(resource: ResourceModel, actor: Actor): Expression {
  const binding = resource.restrictions.filter(({ roles }) => roles.length === 0 || roles.some((role) => actor.roles.includes(role)))
  return and(always, ...binding.map((restriction) => restriction.rows))
}

function lineAccess(model: Model, actor: Actor, line: ResourceModel, action: string): Access {
  const owner = line.owner ?? { resource: '', relation: '', by: '' }
  const access = grantedTo(model, actor, owner.resource, linewise.includes(action) ? 'update' : action)
  const restriction = and(readFrom(owner.by, access.restriction), restrictionOf(line, actor))
  return { resource: line.name, action, grants: access.grants.flatMap((grant) => lineGrants(grant, owner)), restriction }
}

function lineGrants(grant: GrantModel, owner: { readonly relation: string; readonly by: string }): readonly GrantModel[] {
  const lines = grant.lines[owner.relation]
  if (lines === undefined || grant.fields[owner.relation] !== 'show') return []
  return [
    { ...grant, rows: readFrom(owner.by, grant.rows), fields: lines.fields, write: lines.write, lines: {}, presets: {}, check: always },
  ]
}
