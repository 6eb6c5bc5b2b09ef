/** A condition as it was sent → one that names readable fields only, each constant of its field's type. */
import type { FieldModel } from '../../compile/model.js'
import { parseCondition } from '../../expressions/parse-condition.js'
import { nodesOf } from '../../expressions/references.js'
import { always, type Expression } from '../../expressions/tree.js'
import { type NamedType, type TypeScope, typeCheck } from '../../expressions/types.js'
import { type FieldError, MalformedError } from '../../kernel/errors.js'
import type { Text } from '../../kernel/texts.js'
import { assertReadablePath, readablePath, unknownField } from '../../permissions/readable-path.js'
import type { Reader } from './reader.js'

/** @throws MalformedError `unknown-field` for a field that is unknown or unreadable, `bad-condition` for anything else */
export function whereFor(reader: Reader, resource: string, json: unknown): Expression {
  if (json === undefined || json === null) return always
  const parsed = parseCondition(json)
  if ('problems' in parsed) throw badCondition(parsed.problems)
  assertReadable(reader, resource, parsed.expression)
  const checked = typeCheck(parsed.expression, typesFor(reader, resource), 'boolean')
  if ('problems' in checked) throw badCondition(checked.problems)
  return checked.expression
}

/** The last step too: what is a secret, or many rows, cannot be compared. */
function assertReadable(reader: Reader, resource: string, expression: Expression): void {
  for (const node of nodesOf(expression)) {
    if (node.op !== 'path') continue
    const field = assertReadablePath(reader.model, reader.actor, resource, node.path).at(-1)
    if (field === undefined || field.kind === 'hasMany') throw unknownField(node.path.join('.'))
  }
}

interface Complaint {
  readonly code: string
  readonly at?: string
  readonly message: Text
}

function badCondition(problems: readonly Complaint[]): MalformedError {
  const errors: readonly FieldError[] = problems.map(({ code, at, message }) => ({ at: at ?? 'where', code, message }))
  const first = errors[0]?.message
  return new MalformedError(
    'bad-condition',
    { zh: `筛选条件有误。${first?.zh ?? ''}`, en: `The condition is wrong. ${first?.en ?? ''}`.trim() },
    { errors },
  )
}

/** Names a condition may use: what the actor may read. */
function typesFor(reader: Reader, resource: string): TypeScope {
  const { model, actor } = reader
  const readable = (name: string): FieldModel | undefined => readablePath(model, actor, resource, [name])?.[0]
  return {
    field: (name) => namedType(reader, readable(name)),
    fieldNames: (model.resources[resource]?.fieldNames ?? []).filter((name) => readable(name) !== undefined),
    answer: () => undefined,
    answerNames: [],
  }
}

function namedType(reader: Reader, field: FieldModel | undefined): NamedType | undefined {
  if (field === undefined) return undefined
  const target = field.target
  return {
    type: field.value,
    scale: field.scale,
    searchable: field.searchable,
    options: field.kind === 'select' || field.kind === 'multiSelect' ? field.options.map((option) => option.value) : null,
    target: target === null ? null : () => typesFor(reader, target),
    many: field.kind === 'hasMany',
  }
}
