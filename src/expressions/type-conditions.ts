import type { ActorNode, CompareNode, EmptyNode, Expression, GroupNode, InNode, NotNode } from './tree.js'
import { type Check, type Checked, type CheckNode, checked, complain, expectType, typeNames } from './type-scope.js'
import { isNodeList } from './walk.js'

const part = { zh: '条件的每一部分', en: 'Each part of a condition' }
const truth = { type: 'boolean', options: null } as const

export function checkCondition(checkNode: CheckNode, check: Check, node: GroupNode | NotNode | EmptyNode): Checked {
  if (node.op === 'empty') return checked({ ...node, operand: checkNode(check, node.operand).node }, 'boolean')
  const inside = node.op === 'not' ? [node.operand] : node.operands
  const parts = inside.map((one) => checkNode(check, one, truth))
  for (const one of parts) expectType(check, one, 'boolean', part)
  const operands = parts.map((one) => one.node)
  return checked(node.op === 'not' ? { ...node, operand: operands[0] ?? node.operand } : { ...node, operands }, 'boolean')
}

/** Both sides of a comparison or the branches of a choice: constants are read as what the others are. */
export function checkTogether(
  checkNode: CheckNode,
  check: Check,
  nodes: readonly Expression[],
  want?: Pick<Checked, 'type' | 'options'>,
): readonly Checked[] {
  const others = nodes.map((node) => (isText(node) ? undefined : checkNode(check, node, want)))
  const known = others.find((one) => one !== undefined && one.type !== 'unknown') ?? want
  return nodes.map((node, index) => others[index] ?? checkNode(check, node, known))
}

function isText(node: Expression): boolean {
  return node.op === 'literal' && node.type === 'text'
}

const unordered = new Set(['boolean', 'reference', 'list'])

export function checkCompare(checkNode: CheckNode, check: Check, node: CompareNode): Checked {
  const [left, right] = checkTogether(checkNode, check, [node.left, node.right])
  if (left === undefined || right === undefined) return checked(node, 'boolean')
  const isEquality = node.op === 'eq' || node.op === 'ne'
  if (!isEquality && unordered.has(left.type))
    complain(check, 'not-ordered', { zh: '这类值没有大小之分。', en: 'Such values have no order.' })
  else if (!comparable(left, right, isEquality)) cannotCompare(check, left, right)
  return checked({ ...node, left: left.node, right: right.node }, 'boolean')
}

/** A list of texts equals what it holds; an actor's lists stand after `in` only. */
function comparable(left: Checked, right: Checked, isEquality: boolean): boolean {
  if (isActorList(left.node) || isActorList(right.node)) return false
  const types = [left.type, right.type]
  if (types.includes('unknown') || left.type === right.type) return !types.includes('list') || left.type !== right.type
  return isEquality && types.includes('list') && types.includes('text')
}

function isActorList(node: Expression): boolean {
  return node.op === 'actor' && (node.attribute === 'departments' || node.attribute === 'roles')
}

function cannotCompare(check: Check, left: Checked, right: Checked): void {
  const [a, b] = [typeNames[left.type], typeNames[right.type]]
  const hint = left.type === 'list' || right.type === 'list' ? { zh: '列表请使用 in。', en: 'Use in with a list.' } : undefined
  complain(check, 'different-types', { zh: `${a.zh}不能与${b.zh}比较。`, en: `A comparison of ${a.en} with ${b.en}.` }, hint)
}

export function checkIn(checkNode: CheckNode, check: Check, node: InNode): Checked {
  const { list } = node
  if (!isNodeList(list)) return checkActorList(checkNode, check, node, list)
  const operand = checkNode(check, node.operand)
  const members = list.map((one) => checkNode(check, one, operand))
  const stranger = members.find((one) => !comparable(operand, one, true))
  if (stranger !== undefined) cannotCompare(check, operand, stranger)
  return checked({ ...node, operand: operand.node, list: members.map((one) => one.node) }, 'boolean')
}

function checkActorList(checkNode: CheckNode, check: Check, node: InNode, list: ActorNode): Checked {
  const operand = checkNode(check, node.operand)
  const isRoles = list.attribute === 'roles'
  if (!(isRoles && operand.type === 'list'))
    expectType(check, operand, isRoles ? 'text' : 'reference', { zh: 'in 前面的值', en: 'What stands before in' })
  return checked({ ...node, operand: operand.node }, 'boolean')
}
