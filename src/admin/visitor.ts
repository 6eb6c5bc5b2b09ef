import type { Model } from '../compile/model.js'
import type { Actor } from '../permissions/actor.js'

/** Somebody signed in, with the one Model their request started with. */
export interface Visitor {
  readonly actor: Actor
  readonly model: Model
}

/** Names of the resources a visitor may open: those with a read grant for one of their roles. Owned lines have no screens. */
export function readableFor({ actor, model }: Visitor): ReadonlySet<string> {
  const roles = new Set(actor.roles)
  const readable = Object.values(model.resources).filter((resource) =>
    resource.grants.some((grant) => roles.has(grant.role) && grant.can.includes('read')),
  )
  return new Set(readable.map((resource) => resource.name))
}
