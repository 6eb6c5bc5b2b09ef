import { nodesOf } from '../../expressions/references.js'
import type { ActorNode, CompareNode, Expression, InNode } from '../../expressions/tree.js'
import { isNodeList } from '../../expressions/walk.js'
import { listHolds } from './computations.js'
import { constantSql } from './constants.js'
import { type Fragment, join, raw, sql, type Typed } from './fragment.js'
import { seekSql } from './path-sql.js'
import { type Emit, exactly, type Place } from './sql-scope.js'

const operators: Readonly<Record<CompareNode['op'], string>> = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' }
const mirrored: Readonly<Record<CompareNode['op'], CompareNode['op']>> = { eq: 'eq', ne: 'ne', lt: 'gt', lte: 'gte', gt: 'lt', gte: 'lte' }

export function compareSql(emit: Emit, node: CompareNode, place: Place): Fragment {
  if (place.positive && isSeekable(node.left, [node.right])) return seekCompare(emit, node, place)
  if (place.positive && isSeekable(node.right, [node.left])) {
    return seekCompare(emit, { op: mirrored[node.op], left: node.right, right: node.left }, place)
  }
  const [left, right] = pairSql(emit, node, exactly(place))
  const held = heldIn(place, left, right)
  if (held !== undefined) return node.op === 'ne' ? sql`(NOT ${held})` : held
  return sql`(${left} ${operators[node.op]} ${right})`
}

/** A path over a reference, beside what is the same for every row. */
function isSeekable(path: Expression, others: readonly Expression[]): boolean {
  return (
    path.op === 'path' &&
    path.path.length > 1 &&
    others.every((other) => nodesOf(other).every(({ op }) => op !== 'path' && op !== 'aggregate'))
  )
}

function seekCompare(emit: Emit, node: CompareNode, place: Place): Fragment {
  const { left } = node
  if (left.op !== 'path') throw new Error('a seek starts at a path')
  return seekSql(place, emit, { path: left.path, test: (path, there) => compareSql(emit, { ...node, left: { ...left, path } }, there) })
}

/** Both sides; a constant takes the type of what it is compared with. */
function pairSql(emit: Emit, { left, right }: CompareNode, place: Place): readonly [Typed, Typed] {
  if (isConstant(left)) {
    const typed = emit(right, place)
    return [emit(left, place, typed.type), typed]
  }
  const typed = emit(left, place)
  return [typed, emit(right, place, typed.type)]
}

function isConstant(node: Expression): boolean {
  return node.op === 'literal' || node.op === 'answer' || node.op === 'actor'
}

/** A list equals what it holds. */
function heldIn(place: Place, left: Typed, right: Typed): Fragment | undefined {
  if (left.type === 'list' && right.type !== 'list') return listHolds(place.dialect.name, left, right)
  return right.type === 'list' && left.type !== 'list' ? listHolds(place.dialect.name, right, left) : undefined
}

export function inSql(emit: Emit, node: InNode, place: Place): Fragment {
  const { operand } = node
  const list = isNodeList(node.list) ? node.list : []
  if (place.positive && operand.op === 'path' && isSeekable(operand, list)) {
    return seekSql(place, emit, {
      path: operand.path,
      test: (path, there) => inSql(emit, { ...node, operand: { ...operand, path } }, there),
    })
  }
  const value = emit(operand, exactly(place))
  const members = isNodeList(node.list)
    ? node.list.map((one) => emit(one, exactly(place), value.type))
    : actorMembers(node.list, value, place)
  if (members.length === 0) return raw('FALSE')
  if (value.type !== 'list') return amongSql(value, members)
  return sql`(${join(
    members.map((member) => listHolds(place.dialect.name, value, member)),
    ' OR ',
  )})`
}

/** A single member that is a query would be read as the rows of that query, and none of them as false instead of unknown. */
function amongSql(value: Typed, members: readonly Typed[]): Fragment {
  const [only] = members
  return only !== undefined && members.length === 1 ? sql`(${value} = ${only})` : sql`(${value} IN (${join(members, ', ')}))`
}

function actorMembers(node: ActorNode, value: Typed, place: Place): readonly Typed[] {
  const held = place.actor[node.attribute]
  const members = Array.isArray(held) ? held : [held]
  return members.map((member: string | null) => constantSql(place.dialect.name, member, 'text', value.type))
}
