import { didYouMean } from '../kernel/suggest.js'
import type { AggregateNode, AnswerNode, Expression, MatchNode, PathNode } from './tree.js'
import { type Check, type Checked, type CheckNode, checked, complain, expectType, type NamedType, type TypeScope } from './type-scope.js'

/** Looks up a field, or over references a field of the row referred to. */
export function checkPath(check: Check, node: PathNode): Checked {
  const field = fieldAt(check, node.path)
  if (field === undefined) return checked(node, 'unknown')
  if (field.many) {
    const name = node.path.join('.')
    complain(
      check,
      'many-rows',
      { zh: `“${name}”是多行关联。`, en: `“${name}” is many rows.` },
      { zh: '请使用 sum()、count() 等。', en: 'Use sum(), count() …' },
    )
    return checked(node, 'unknown')
  }
  return { node: { ...node, type: field.type, scale: field.scale }, type: field.type, scale: field.scale, options: field.options }
}

function fieldAt(check: Check, path: readonly string[]): NamedType | undefined {
  let scope: TypeScope | null = check.scope
  let field: NamedType | undefined
  for (const [index, name] of path.entries()) {
    if (scope === null) return notAReference(check, path.slice(0, index), name)
    field = scope.field(name)
    if (field === undefined) return unknownField(check, path, scope.fieldNames, name)
    scope = field.target === null || field.many ? null : field.target()
  }
  return field
}

function unknownField(check: Check, path: readonly string[], known: readonly string[], name: string): undefined {
  complain(
    check,
    'unknown-field',
    { zh: `没有字段“${path.join('.')}”。`, en: `There is no field “${path.join('.')}”.` },
    didYouMean(name, known),
  )
}

function notAReference(check: Check, before: readonly string[], name: string): undefined {
  const path = before.join('.')
  complain(check, 'not-a-reference', {
    zh: `“${path}”不是引用，后面不能有“${name}”。`,
    en: `“${path}” is no reference; “${name}” cannot follow it.`,
  })
}

export function checkAnswer(check: Check, node: AnswerNode): Checked {
  const found = check.scope.answer(node.name)
  if (found !== undefined) return { node: { ...node, type: found.type }, type: found.type, scale: found.scale, options: found.options }
  const message = { zh: `没有问题或参数“${node.name}”。`, en: `Nothing called “${node.name}” is asked.` }
  complain(check, 'unknown-answer', message, didYouMean(node.name, check.scope.answerNames))
  return checked(node, 'unknown')
}

export function checkMatch(check: Check, node: MatchNode): Checked {
  const operand = checkPath(check, node.operand)
  const field = operand.type === 'unknown' ? undefined : fieldAt(check, node.operand.path)
  if (field !== undefined && !field.searchable) {
    const name = node.operand.path.join('.')
    complain(
      check,
      'not-searchable',
      { zh: `“${name}”不可搜索。`, en: `“${name}” cannot be searched.` },
      { zh: '请设置 searchable: true。', en: 'Say searchable: true.' },
    )
  }
  return checked({ ...node, operand: operand.node.op === 'path' ? operand.node : node.operand }, 'boolean')
}

const ordered = new Set(['decimal', 'date', 'instant', 'text', 'unknown'])

/** Value and condition are read on the rows of the relation. */
export function checkAggregate(checkNode: CheckNode, check: Check, node: AggregateNode): Checked {
  const relation = fieldAt(check, node.relation.split('.'))
  if (relation === undefined) return checked(node, 'unknown')
  if (!relation.many || relation.target === null) return notARelation(check, node)
  const rows = { ...check, scope: withAnswersOf(check.scope, relation.target()) }
  const where = node.where === null ? null : checkNode(rows, node.where, { type: 'boolean', options: null })
  const value = node.value === null ? null : checkNode(rows, node.value)
  if (where !== null) expectType(check, where, 'boolean', { zh: '条件', en: 'The condition' })
  const result: Expression = { ...node, value: value?.node ?? null, where: where?.node ?? null }
  if (value === null) return checked(result, 'decimal', 0)
  if (node.fn === 'sum') expectType(check, value, 'decimal', { zh: '求和的值', en: 'What is summed' })
  else if (!ordered.has(value.type)) complain(check, 'not-ordered', { zh: '这类值没有大小之分。', en: 'Such values have no order.' })
  return checked(result, value.type, value.scale)
}

function withAnswersOf(outer: TypeScope, rows: TypeScope): TypeScope {
  return {
    field: (name) => rows.field(name),
    fieldNames: rows.fieldNames,
    answer: (name) => outer.answer(name),
    answerNames: outer.answerNames,
  }
}

function notARelation(check: Check, node: AggregateNode): Checked {
  const many = check.scope.fieldNames.filter((name) => check.scope.field(name)?.many === true)
  complain(
    check,
    'not-a-relation',
    { zh: `“${node.relation}”不是多行关联。`, en: `“${node.relation}” is not many rows.` },
    didYouMean(node.relation, many),
  )
  return checked(node, 'unknown')
}
