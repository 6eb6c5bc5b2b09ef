import { type ArithmeticNode, type ChooseNode, type DayNode, divisionScale, type IfNode, type NegateNode, type RoundNode } from './tree.js'
import { checkTogether } from './type-conditions.js'
import { type Check, type Checked, type CheckNode, checked, complain, expectType, typeNames } from './type-scope.js'

type Want = Pick<Checked, 'type' | 'options'>

const number: Want = { type: 'decimal', options: null }
const day: Want = { type: 'date', options: null }
const operandText = { zh: '计算的值', en: 'What is computed with' }
const dayText = { zh: '日期计算的值', en: 'What days are counted from' }

/** More than this the databases would cut by themselves, each its own way. */
const mostDigits = 30
/** In MySQL each level writes its operands several times. */
const deepestChoice = 2

export function checkArithmetic(checkNode: CheckNode, check: Check, node: ArithmeticNode): Checked {
  const left = decimalAt(checkNode, check, node.left)
  const right = decimalAt(checkNode, check, node.right)
  const scale = scaleOf(node.op, left.scale ?? 0, right.scale ?? 0)
  if (scale > mostDigits) {
    const message = { zh: `结果的小数超过 ${mostDigits} 位。`, en: `The result has more than ${mostDigits} digits behind the point.` }
    complain(check, 'too-many-digits', message, { zh: '请用 round() 舍入其中一部分。', en: 'Round a part of it with round().' })
  }
  return checked({ ...node, left: left.node, right: right.node }, 'decimal', scale)
}

function scaleOf(op: ArithmeticNode['op'], left: number, right: number): number {
  if (op === 'divide') return divisionScale
  return op === 'multiply' ? left + right : Math.max(left, right)
}

function decimalAt(checkNode: CheckNode, check: Check, node: ArithmeticNode['left']): Checked {
  const found = checkNode(check, node, number)
  expectType(check, found, 'decimal', operandText)
  return found
}

export function checkNegate(checkNode: CheckNode, check: Check, node: NegateNode): Checked {
  const operand = decimalAt(checkNode, check, node.operand)
  return checked({ ...node, operand: operand.node }, 'decimal', operand.scale)
}

export function checkRound(checkNode: CheckNode, check: Check, node: RoundNode): Checked {
  const operand = decimalAt(checkNode, check, node.operand)
  return checked({ ...node, operand: operand.node }, 'decimal', node.scale)
}

export function checkDays(checkNode: CheckNode, check: Check, node: DayNode): Checked {
  const left = checkNode(check, node.left, day)
  expectType(check, left, 'date', dayText)
  const isMove = node.op === 'addDays'
  const right = checkNode(check, node.right, isMove ? number : day)
  expectType(check, right, isMove ? 'decimal' : 'date', isMove ? operandText : dayText)
  return checked({ ...node, left: left.node, right: right.node }, isMove ? 'date' : 'decimal', 0)
}

export function checkIf(checkNode: CheckNode, check: Check, node: IfNode, want?: Want): Checked {
  const condition = checkNode(check, node.condition, { type: 'boolean', options: null })
  expectType(check, condition, 'boolean', { zh: 'if 的条件', en: 'The condition of if' })
  const branches = checkTogether(checkNode, check, [node.then, node.otherwise], want)
  const [yes, no] = branches
  const result = { ...node, condition: condition.node, then: yes?.node ?? node.then, otherwise: no?.node ?? node.otherwise }
  return { ...agreedOn(check, branches), node: result }
}

export function checkChoice(checkNode: CheckNode, check: Check, node: ChooseNode, want?: Want): Checked {
  const nested = node.op === 'coalesce' ? check.nested : check.nested + 1
  if (nested === deepestChoice + 1) {
    complain(check, 'too-deep', {
      zh: `least 与 greatest 最多嵌套 ${deepestChoice} 层。`,
      en: `least and greatest nest at most ${deepestChoice} deep.`,
    })
  }
  const parts = checkTogether(checkNode, { ...check, nested }, node.operands, want)
  const agreed = agreedOn(check, parts)
  if (node.op !== 'coalesce' && ['boolean', 'reference', 'list'].includes(agreed.type)) {
    complain(check, 'not-ordered', { zh: '这类值没有大小之分。', en: 'Such values have no order.' })
  }
  return { ...agreed, node: { ...node, operands: parts.map((one) => one.node) } }
}

/** All of one type; the widest scale of them. */
function agreedOn(check: Check, parts: readonly Checked[]): Omit<Checked, 'node'> {
  const known = parts.filter((one) => one.type !== 'unknown')
  const type = known[0]?.type ?? 'unknown'
  const stranger = known.find((one) => one.type !== type)
  if (stranger !== undefined) {
    const [a, b] = [typeNames[type], typeNames[stranger.type]]
    complain(check, 'different-types', {
      zh: `结果不能时而是${a.zh}、时而是${b.zh}。`,
      en: `The result cannot be now ${a.en}, now ${b.en}.`,
    })
  }
  const scale = type === 'decimal' ? known.reduce((widest, one) => Math.max(widest, one.scale ?? 0), 0) : null
  return { type, scale, options: null }
}
