import type { Field } from '../../define/field.js'
import { isDecimalText } from '../../kernel/decimal.js'
import type { Problem } from '../../kernel/problem.js'
import type { Text } from '../../kernel/texts.js'
import { type Catalog, follow } from '../catalog.js'
import { isMeasurable, lengthOf, precisionOf, scaleOf, valueTypeOf } from '../kinds.js'
import { listedOptions } from '../role-options.js'
import { checkName, eachResource, problem, type Rule, unknownName } from './rule.js'

/** What a field says about itself fits its kind. */
export const fieldsRule: Rule = ({ catalog }) => [
  ...eachResource(catalog, ({ name: resource, resource: { fields } }, at) =>
    Object.entries(fields).flatMap(([name, field]) => [
      ...checkField(field, `${at}.fields.${name}`),
      ...checkPlace(catalog, { resource, name, field, at: `${at}.fields.${name}` }),
    ]),
  ),
  ...questionsOf(catalog).flatMap(({ field, at }) => checkField(field, at)),
]

/** Questions of transitions and parameters of reports. */
function questionsOf({ resources, definitions }: Catalog): readonly { readonly field: Field; readonly at: string }[] {
  const list = (fields: Readonly<Record<string, Field>> | undefined, at: string) =>
    Object.entries(fields ?? {}).map(([name, field]) => ({ field, at: `${at}.${name}` }))
  const asked = [...resources.values()].flatMap(({ name, resource }) =>
    Object.entries(resource.workflow?.transitions ?? {}).flatMap(([step, { ask }]) =>
      list(ask, `resource:${name}.workflow.transitions.${step}.ask`),
    ),
  )
  return [...asked, ...definitions.reports.flatMap((report) => list(report.parameters, `report:${report.name}.parameters`))]
}

function checkField(field: Field, at: string): readonly Problem[] {
  return [
    ...checkOptions(field, at),
    ...checkSize(field, at),
    ...checkRange(field, at),
    ...checkPattern(field, at),
    ...checkConstant(field, at),
  ]
}

const say = (code: string, at: string, zh: string, en: string, hint?: Text): readonly Problem[] => [problem(code, at, { zh, en }, hint)]

function checkOptions(field: Field, at: string): readonly Problem[] {
  if (field.kind !== 'select' && field.kind !== 'multiSelect') return []
  const values = listedOptions(field.options).map((option) => (typeof option === 'string' ? option : option.value))
  if (values.length === 0) return say('no-options', `${at}.options`, '没有选项。', 'There is nothing to choose from.')
  const twice = values.find((value, index) => values.indexOf(value) < index)
  const long = values.find((value) => value === '' || value.length > 40)
  if (twice !== undefined) return say('duplicate-option', `${at}.options`, `选项“${twice}”重复。`, `The option “${twice}” is there twice.`)
  return long === undefined
    ? []
    : say('bad-option', `${at}.options`, '选项值须为 1 到 40 个字符。', 'An option is 1 to 40 characters long.')
}

function checkSize(field: Field, at: string): readonly Problem[] {
  const precision = precisionOf(field)
  const scale = scaleOf(field)
  if (isMeasurable(field) && precision !== null && scale !== null && !isSize(precision, scale)) {
    return say(
      'precision-out-of-range',
      at,
      '精度须为 1 到 38 位，小数位 0 到 12 位且不多于精度。',
      'Precision is 1 to 38 digits, of which 0 to 12 are behind the point.',
    )
  }
  const length = lengthOf(field)
  if (length !== null && (!Number.isInteger(length) || length < 1 || length > 2_000))
    return say('length-out-of-range', `${at}.length`, '长度须为 1 到 2000。', 'A length is 1 to 2,000.')
  return field.unique !== undefined && field.unique !== false && length !== null && length > 500
    ? say('unique-too-long', `${at}.unique`, '唯一字段最长 500 个字符。', 'A unique text is at most 500 long.')
    : []
}

const isSize = (precision: number, scale: number): boolean =>
  Number.isInteger(precision) &&
  Number.isInteger(scale) &&
  precision >= 1 &&
  precision <= 38 &&
  scale >= 0 &&
  scale <= 12 &&
  scale <= precision

function checkRange({ min, max }: Field, at: string): readonly Problem[] {
  const wrong = [min, max].some((limit) => limit !== undefined && limit !== null && !isDecimalText(String(limit)))
  if (wrong) return say('bad-limit', at, '上下限须为数字。', 'A limit is a number.')
  return min !== undefined && max !== undefined && Number(min) > Number(max)
    ? say('bad-limit', at, '下限大于上限。', 'The lower limit is above the upper one.')
    : []
}

function checkPattern({ kind, pattern }: Field, at: string): readonly Problem[] {
  if (kind !== 'sequence') return []
  const counters = [...(pattern ?? '').matchAll(/\{(0+)\}/g)]
  const unknown = [...(pattern ?? '').matchAll(/\{([^}]*)\}/g)]
    .map((found) => found[1] ?? '')
    .find((token) => !/^(yyyy|yy|MM|dd|0+)$/.test(token))
  const hint = { zh: '例如 SO{yyyy}{MM}{dd}-{0000}', en: 'For example SO{yyyy}{MM}{dd}-{0000}' }
  if (unknown !== undefined)
    return say('bad-pattern', `${at}.pattern`, `编号规则不认识“{${unknown}}”。`, `The pattern does not know “{${unknown}}”.`, hint)
  return counters.length === 1
    ? []
    : say(
        'bad-pattern',
        `${at}.pattern`,
        '编号规则须恰有一个流水号，如 {0000}。',
        'A pattern has exactly one counter such as {0000}.',
        hint,
      )
}

function checkConstant(field: Field, at: string): readonly Problem[] {
  const { default: value } = field
  if (value === undefined || value === null || typeof value === 'object') return []
  if (field.formula !== undefined)
    return say('default-of-computed', `${at}.default`, '计算字段没有默认值。', 'A computed field has no default.')
  const options = listedOptions(field.options).map((option) => (typeof option === 'string' ? option : option.value))
  if (field.kind === 'select')
    return checkName({
      code: 'unknown-option',
      at: `${at}.default`,
      what: { zh: '选项', en: 'option' },
      wrong: String(value),
      known: options,
    })
  const fits = isMeasurable(field)
    ? isDecimalText(String(value))
    : field.kind === 'boolean'
      ? typeof value === 'boolean'
      : typeof value === 'string'
  return fits ? [] : say('bad-default', `${at}.default`, '默认值与字段类型不符。', 'The default does not fit the kind of the field.')
}

interface Standing {
  readonly resource: string
  readonly name: string
  readonly field: Field
  readonly at: string
}

/** What a field says about others of its resource. */
function checkPlace(catalog: Catalog, { resource, name, field, at }: Standing): readonly Problem[] {
  const known = [...(catalog.resources.get(resource)?.fields.keys() ?? [])]
  const named = (part: string, wrong: string, among = known): readonly Problem[] =>
    checkName({ code: 'unknown-field', at: `${at}.${part}`, what: { zh: '字段', en: 'field' }, wrong, known: among })
  const days = known.filter((other) => catalog.resources.get(resource)?.fields.get(other)?.kind === 'date')
  const transitions = Object.keys(catalog.resources.get(resource)?.resource.workflow?.transitions ?? {})
  return [
    ...(Array.isArray(field.unique) ? (field.unique as readonly string[]).flatMap((other) => named('unique', other)) : []),
    ...(field.dated === undefined ? [] : named('dated', field.dated, days)),
    ...(field.drawnBy === undefined
      ? []
      : checkName({
          code: 'unknown-transition',
          at: `${at}.drawnBy`,
          what: { zh: '流转', en: 'transition' },
          wrong: field.drawnBy,
          known: transitions,
        })),
    ...checkFrom(catalog, { resource, name, field, at }),
  ]
}

/** A default that is copied from what this record refers to. */
function checkFrom(catalog: Catalog, { resource, field, at }: Standing): readonly Problem[] {
  const { default: value } = field
  if (typeof value !== 'object' || value === null || !('from' in value)) return []
  const end = follow(catalog, resource, value.from.split('.'))
  if (!end.ok)
    return [
      unknownName({ code: 'unknown-path', at: `${at}.default`, what: { zh: '字段', en: 'field' }, wrong: end.wrong, known: end.known }),
    ]
  return valueTypeOf(end.name, end.field) === valueTypeOf('', field)
    ? []
    : say('bad-default', `${at}.default`, '默认值与字段类型不符。', 'The default does not fit the kind of the field.')
}
