/** Which rows: the OR of the grants' conditions, under the restriction. Grants themselves are never merged apart. */
import type { Model } from '../compile/model.js'
import { and, distinct, isAlways, isNever, keyOf, or, simplify } from '../expressions/build.js'
import type { Expression } from '../expressions/tree.js'
import { oncePer } from '../kernel/once-per.js'
import { type Access, accessFor } from './access.js'
import type { Actor } from './actor.js'

/** The condition a row must meet; `never` without a grant. */
export const rowsOf = oncePer(
  (access: Access): Expression => simplify(and(access.restriction, or(...access.grants.map((grant) => grant.rows)))),
)

/**
 * The same rows as separate conditions, one a distinct row condition, for a UNION of index seeks instead of one slow OR.
 * One when some grant is unconditional; none without a grant.
 */
export const branchesOf = oncePer((access: Access): readonly Expression[] => {
  const rows = distinct(access.grants.map((grant) => simplify(grant.rows)))
  const branches = rows.some(isAlways) ? [access.restriction] : rows.map((one) => simplify(and(access.restriction, one)))
  return distinct(branches).filter((branch) => !isNever(branch))
})

/** How to learn, in the same query as the rows, which grants match each of them. */
export interface HitPlan {
  /** Conditions to compute as boolean columns; unconditional grants need none. */
  readonly conditions: readonly Expression[]
  /** @returns one boolean a grant, in the order of `access.grants` */
  hitsOf(found: readonly boolean[]): readonly boolean[]
}

/** The restriction is taken as held: it is part of every query's rows. */
export const hitPlanFor = oncePer((access: Access): HitPlan => {
  const rows = access.grants.map((grant) => simplify(grant.rows))
  const conditions = distinct(rows).filter((one) => !isAlways(one))
  const places = rows.map((one) => (isAlways(one) ? null : indexIn(conditions, one)))
  return { conditions, hitsOf: (found) => places.map((place) => place === null || found[place] === true) }
})

function indexIn(conditions: readonly Expression[], one: Expression): number {
  return conditions.findIndex((condition) => keyOf(condition) === keyOf(one))
}

/** Rows of a resource that the actor may read: ANDed in whenever a query reads across a reference. */
export function hopCondition(model: Model, actor: Actor, resource: string): Expression {
  return rowsOf(accessFor(model, actor, resource, 'read'))
}
