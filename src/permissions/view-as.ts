import type { GrantModel } from '../compile/model.js'
import { and, literalOf, simplify } from '../expressions/build.js'
import type { ActorNode, Expression } from '../expressions/tree.js'
import { isNodeList, mapChildren } from '../expressions/walk.js'
import { deepFreeze } from '../kernel/freeze.js'
import type { Actor } from './actor.js'

/** As much of an access as is narrowed here. */
interface Reach {
  readonly grants: readonly GrantModel[]
  readonly restriction: Expression
}

/**
 * What the viewer sees with another's eyes: the other's grants ∩ one's own, pair by pair, so that a cell is visible only if both see it.
 * Evaluated as the other; the viewer's own conditions have the viewer written into them.
 */
export function viewAsAccess<Of extends Reach>(other: Of, own: Reach, viewer: Actor): Of {
  const grants = other.grants.flatMap((grant) => own.grants.map((mine) => both(grant, mine, viewer)))
  return { ...other, grants, restriction: simplify(and(other.restriction, bindActor(own.restriction, viewer))) }
}

function both(grant: GrantModel, mine: GrantModel, viewer: Actor): GrantModel {
  const relations = Object.keys(grant.lines).filter((relation) => Object.hasOwn(mine.lines, relation))
  return deepFreeze({
    ...grant,
    id: `${grant.id}+${mine.id}`,
    rows: simplify(and(grant.rows, bindActor(mine.rows, viewer))),
    fields: sharedFields(grant.fields, mine.fields),
    write: [],
    lines: Object.fromEntries(
      relations.map((name) => [name, { fields: sharedFields(grant.lines[name]?.fields ?? {}, mine.lines[name]?.fields ?? {}), write: [] }]),
    ),
  })
}

type Fields = GrantModel['fields']

/** Shown only if both show it; masked if either masks it. */
function sharedFields(theirs: Fields, mine: Fields): Fields {
  const names = Object.keys(theirs).filter((name) => Object.hasOwn(mine, name))
  return Object.fromEntries(names.map((name) => [name, theirs[name] === 'show' && mine[name] === 'show' ? 'show' : 'mask']))
}

/** The expression with an actor's attributes written in as constants. */
export function bindActor(expression: Expression, actor: Actor): Expression {
  return deepFreeze(bound(expression, actor))
}

function bound(node: Expression, actor: Actor): Expression {
  if (node.op === 'actor') return constant(node, actor)
  if (node.op === 'in' && !isNodeList(node.list)) return { ...node, operand: bound(node.operand, actor), list: constants(node.list, actor) }
  if (node.op !== 'aggregate') return mapChildren(node, (child) => bound(child, actor))
  const { value, where } = node
  return { ...node, value: value === null ? null : bound(value, actor), where: where === null ? null : bound(where, actor) }
}

function constant(node: ActorNode, actor: Actor): Expression {
  const held = actor[node.attribute]
  return literalOf('reference', typeof held === 'string' ? held : null)
}

function constants(node: ActorNode, actor: Actor): readonly Expression[] {
  const held = actor[node.attribute]
  const members = typeof held === 'string' ? [held] : (held ?? [])
  return members.map((member) => literalOf(node.attribute === 'roles' ? 'text' : 'reference', member))
}
