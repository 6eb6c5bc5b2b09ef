import { parseFieldValue, type StoredValue } from '../compile/field-values.js'
import type { DefaultModel, FieldModel, ReportModel } from '../compile/model.js'
import { isAlways } from '../expressions/build.js'
import { type Clock, instantOf, todayOf } from '../kernel/clock.js'
import { type FieldError, InvalidError } from '../kernel/errors.js'
import { didYouMean } from '../kernel/suggest.js'
import type { Actor } from '../permissions/actor.js'

/** Checked parameters, every one of the report's by name; null for what was left out. */
export type Parameters = Readonly<Record<string, StoredValue>>

/** @throws InvalidError `invalid` with every wrong parameter at once */
export function parseParameters(
  report: ReportModel,
  given: Readonly<Record<string, unknown>>,
  who: { readonly actor: Actor; readonly clock: Clock },
): Parameters {
  const fields = Object.values(report.parameters)
  const read = fields.map((field) => [field.name, readOne(field, given[field.name], who)] as const)
  const errors = [...read.flatMap(([, one]) => ('error' in one ? [one.error] : [])), ...unknownIn(report, given)]
  if (errors.length > 0)
    throw new InvalidError('invalid', { zh: '报表参数有误。', en: 'The parameters of the report are wrong.' }, { errors })
  return Object.fromEntries(read.flatMap(([name, one]) => ('value' in one ? [[name, one.value]] : [])))
}

type Read = { readonly value: StoredValue } | { readonly error: FieldError }

function readOne(field: FieldModel, raw: unknown, who: { readonly actor: Actor; readonly clock: Clock }): Read {
  const parsed = parseFieldValue(field, raw)
  const at = `parameters.${field.name}`
  if (!('value' in parsed)) return { error: { at, code: parsed.code, message: parsed.message } }
  const value = parsed.value ?? defaultOf(field.default, who)
  if (value === null && isAlways(field.required)) return { error: { at, code: 'required', message: { zh: '必填。', en: 'Required.' } } }
  return { value }
}

function defaultOf(given: DefaultModel | null, { actor, clock }: { readonly actor: Actor; readonly clock: Clock }): StoredValue {
  if (given === null || given.kind === 'from') return null
  if (given.kind === 'constant') return typeof given.value === 'number' ? String(given.value) : given.value
  if ('now' in given.value) return given.value.now === 'date' ? todayOf(clock) : instantOf(clock)
  return 'actor' in given.value ? actor[given.value.actor] : null
}

function unknownIn(report: ReportModel, given: Readonly<Record<string, unknown>>): readonly FieldError[] {
  const known = Object.keys(report.parameters)
  const unknown = Object.keys(given).filter((name) => !known.includes(name))
  return unknown.map((name) => {
    const hint = didYouMean(name, known)
    const message = { zh: `没有参数“${name}”。${hint.zh}`, en: `There is no parameter “${name}”. ${hint.en}`.trim() }
    return { at: `parameters.${name}`, code: 'unknown-parameter', message }
  })
}
