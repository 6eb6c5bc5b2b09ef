import type { GrantModel, Model } from '../compile/model.js'
import { evaluate } from '../expressions/evaluate.js'
import { printFormula } from '../expressions/print.js'
import type { Scope } from '../expressions/scope.js'
import type { Expression } from '../expressions/tree.js'
import type { Text } from '../kernel/texts.js'
import { type Access, accessFor } from './access.js'
import type { Actor } from './actor.js'
import { type Visibility, visibilityIn } from './fields.js'

/** Why an actor may or may not do something: every grant that was tried, and which of them decided. */
export interface Explanation {
  readonly resource: string
  readonly action: string
  /** For a row: may it be done to this row? In general: is it granted on any row? */
  readonly allowed: boolean
  readonly reason: Text
  /** Ids of the grants that allow it. */
  readonly decidedBy: readonly string[]
  readonly tried: readonly TriedGrant[]
  readonly restriction: { readonly rows: string; readonly holds: boolean | null }
  /** What is seen of each field, and through which grants; fields nobody shows are absent. */
  readonly fields: Readonly<Record<string, { readonly how: Visibility; readonly by: readonly string[] }>>
}

export interface TriedGrant {
  readonly id: string
  readonly role: string
  readonly holdsRole: boolean
  readonly allowsAction: boolean
  /** The row condition as a line of formula. */
  readonly rows: string
  /** Null without a row, and where the condition is unknown for it. */
  readonly matches: boolean | null
}

/**
 * @param row  null: what the actor's roles give in general. A row's explanation is for those alone who may read that row and explain.
 */
export function explain(question: {
  readonly model: Model
  readonly actor: Actor
  readonly action: string
  readonly resource: string
  readonly row: Scope | null
}): Explanation {
  const { model, actor, action, resource, row } = question
  const access = accessFor(model, actor, resource, action)
  const deciding = decidingGrants(access, row)
  const reading = accessFor(model, actor, resource, 'read')
  return {
    resource,
    action,
    allowed: deciding.length > 0,
    reason: reasonOf(access, deciding.length > 0, row),
    decidedBy: deciding.map((grant) => grant.id),
    tried: triedGrants(question, access),
    restriction: { rows: printFormula(access.restriction), holds: row === null ? null : truth(access.restriction, row) },
    fields: explainFields(decidingGrants(reading, row)),
  }
}

function decidingGrants(access: Access, row: Scope | null): readonly GrantModel[] {
  if (row === null) return access.grants
  return truth(access.restriction, row) === true ? access.grants.filter((grant) => truth(grant.rows, row) === true) : []
}

/** Grants of the resource, or for owned rows of their owner. */
function triedGrants({ model, actor, resource, action, row }: Parameters<typeof explain>[0], access: Access): readonly TriedGrant[] {
  const described = Object.hasOwn(model.resources, resource) ? model.resources[resource] : undefined
  const grants = described?.owner ? access.grants : (described?.grants ?? [])
  return grants.map((grant) => ({
    id: grant.id,
    role: grant.role,
    holdsRole: actor.roles.includes(grant.role),
    allowsAction: grant.can.includes(action) || access.grants.includes(grant),
    rows: printFormula(grant.rows),
    matches: row === null ? null : truth(grant.rows, row),
  }))
}

function explainFields(grants: readonly GrantModel[]): Explanation['fields'] {
  const names = [...new Set(grants.flatMap((grant) => Object.keys(grant.fields)))]
  return Object.fromEntries(names.map((name) => [name, explainField(name, grants)]))
}

function explainField(name: string, grants: readonly GrantModel[]): { readonly how: Visibility; readonly by: readonly string[] } {
  const showing = grants.filter((grant) => visibilityIn(grant, name) === 'show')
  const deciding = showing.length > 0 ? showing : grants.filter((grant) => visibilityIn(grant, name) === 'mask')
  return { how: showing.length > 0 ? 'show' : 'mask', by: deciding.map((grant) => grant.id) }
}

function truth(condition: Expression, row: Scope): boolean | null {
  const value = evaluate(condition, row)
  return typeof value === 'boolean' ? value : null
}

function reasonOf(access: Access, allowed: boolean, row: Scope | null): Text {
  if (access.grants.length === 0) return { zh: '没有任何角色授予此操作。', en: 'No role grants this action.' }
  if (row === null)
    return { zh: '角色授予此操作；能否执行取决于具体记录。', en: 'A role grants this action; the record decides whether it may be done.' }
  if (allowed) return { zh: '有授权匹配这条记录。', en: 'A grant matches this record.' }
  if (truth(access.restriction, row) !== true) return { zh: '数据范围限制不包含这条记录。', en: 'A restriction excludes this record.' }
  return { zh: '没有授权匹配这条记录。', en: 'No grant matches this record.' }
}
