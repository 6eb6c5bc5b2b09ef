/** From what authors write to typed trees: conditions, formulas, states and named values, read where they stand. */

import type { Condition } from '../define/condition.js'
import type { When } from '../define/field.js'
import type { Value } from '../define/values.js'
import { literalOf, pathOf } from '../expressions/build.js'
import { expressionOfValue } from '../expressions/condition-values.js'
import { parseCondition } from '../expressions/parse-condition.js'
import { parseFormula } from '../expressions/parse-formula.js'
import { always, type Expression, never, type ValueType } from '../expressions/tree.js'
import { typeCheck } from '../expressions/types.js'
import { noHint, type Problem } from '../kernel/problem.js'
import { type Catalog, findField } from './catalog.js'
import { valueTypeOf } from './kinds.js'
import { type Answers, catalogScope } from './type-scopes.js'

/** The resource whose rows it is read on, and where it is written. */
export interface Place {
  readonly resource: string
  readonly at: string
  /** Questions of a transition or parameters of a report that it may name. */
  readonly answers?: Answers
  /** A field of the resource whose type a value takes. */
  readonly like?: string
  /** The resource `like` belongs to, when it is another. */
  readonly likeOf?: string
}

/** An expression that failed to be read is `never`, and says why. */
export interface Reading {
  readonly expression: Expression
  readonly problems: readonly Problem[]
}

export interface Reader {
  formula(place: Place, text: string): Reading
  /** `undefined` is no row at all, `{}` every row. */
  condition(place: Place, condition: Condition | undefined): Reading
  /** A condition, or a line of formula that is true or not. */
  test(place: Place, test: Condition | string): Reading
  when(place: Place, when: When): Reading
  value(place: Place, value: Value): Reading
  /** A path on a line: its own field, or else one of the document that owns it. */
  lineValue(place: Place, path: string): Reading
}

export function readerOf(catalog: Catalog): Reader {
  return {
    formula: (place, text) => readFormula(catalog, place, text),
    condition: (place, condition) => (condition === undefined ? read(never) : readCondition(catalog, place, condition)),
    test: (place, test) => (typeof test === 'string' ? readFormula(catalog, place, test, 'boolean') : readCondition(catalog, place, test)),
    when: (place, when) => readWhen(catalog, place, when),
    value: (place, value) => readValue(catalog, place, value),
    lineValue: (place, path) => check(catalog, place, pathOf(pathOnLine(catalog, place.resource, path.split('.')))),
  }
}

const read = (expression: Expression): Reading => ({ expression, problems: [] })
const failed = (problems: readonly Problem[]): Reading => ({ expression: never, problems })

function readFormula(catalog: Catalog, place: Place, text: string, want?: ValueType): Reading {
  const parsed = parseFormula(text)
  if ('expression' in parsed) return check(catalog, place, parsed.expression, want ?? wantedBy(catalog, place))
  const { code, position, message } = parsed.problem
  const hint = { zh: `第 ${position + 1} 个字符处。`, en: `At character ${position + 1}.` }
  return failed([{ code, at: place.at, message, hint }])
}

function readCondition(catalog: Catalog, place: Place, condition: Condition): Reading {
  const parsed = parseCondition(condition, place.at)
  return 'expression' in parsed ? check(catalog, place, parsed.expression, 'boolean') : failed(parsed.problems)
}

/** `true`, a state, several states, or a condition. */
function readWhen(catalog: Catalog, place: Place, when: When): Reading {
  if (typeof when === 'boolean') return read(when ? always : never)
  const condition = typeof when === 'string' || Array.isArray(when) ? { status: when as string | readonly string[] } : (when as Condition)
  return readCondition(catalog, place, condition)
}

/** A constant becomes what the field it is for holds: text beside a date is read as a date. */
function readValue(catalog: Catalog, place: Place, value: Value): Reading {
  const expression = value === null || value === '' ? literalOf(wantedBy(catalog, place) ?? 'unknown', null) : expressionOfValue(value)
  if (expression === undefined) {
    return failed([
      { code: 'bad-value', at: place.at, message: { zh: '此处不能使用这个值。', en: 'This value cannot stand here.' }, hint: noHint },
    ])
  }
  return check(catalog, place, expression, wantedBy(catalog, place))
}

function wantedBy(catalog: Catalog, { resource, like, likeOf }: Place): ValueType | undefined {
  const field = like === undefined ? undefined : findField(catalog, likeOf ?? resource, like)
  const type = field === undefined || like === undefined ? undefined : valueTypeOf(like, field)
  return type === 'unknown' ? undefined : type
}

function check(catalog: Catalog, place: Place, expression: Expression, want?: ValueType): Reading {
  const result = typeCheck(expression, catalogScope(catalog, place.resource, place.answers), want)
  if ('expression' in result) return read(result.expression)
  return failed(result.problems.map(({ code, message, hint }) => ({ code, at: place.at, message, hint })))
}

function pathOnLine(catalog: Catalog, resource: string, path: readonly string[]): readonly string[] {
  const entry = catalog.resources.get(resource)
  const [first = ''] = path
  if (entry?.owner === null || entry === undefined || entry.fields.has(first)) return path
  return findField(catalog, entry.owner.resource, first) === undefined ? path : [entry.owner.by, ...path]
}

/** The same reader, remembering every complaint. */
export function collectingReader(reader: Reader): { readonly reader: Reader; readonly problems: () => readonly Problem[] } {
  const found: Problem[] = []
  const keep = (reading: Reading): Reading => {
    found.push(...reading.problems)
    return reading
  }
  const collecting: Reader = {
    formula: (place, text) => keep(reader.formula(place, text)),
    condition: (place, condition) => keep(reader.condition(place, condition)),
    test: (place, test) => keep(reader.test(place, test)),
    when: (place, when) => keep(reader.when(place, when)),
    value: (place, value) => keep(reader.value(place, value)),
    lineValue: (place, path) => keep(reader.lineValue(place, path)),
  }
  return { reader: collecting, problems: () => found }
}
