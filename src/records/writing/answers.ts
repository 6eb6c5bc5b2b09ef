import { parseFieldValue } from '../../compile/field-values.js'
import type { TransitionModel } from '../../compile/model.js'
import { computedOf } from '../../compile/stored-row.js'
import { holds } from '../../expressions/evaluate.js'
import type { Scope } from '../../expressions/scope.js'
import type { Value } from '../../expressions/value.js'
import type { FieldError } from '../../kernel/errors.js'
import { unknownField } from '../../permissions/readable-path.js'
import { answersBetween } from '../answers-between.js'
import type { Input } from '../door.js'
import { invalid } from './input.js'

export type Answers = Readonly<Record<string, Value>>

/**
 * What a transition asked, answered; unanswered questions take their default.
 * @throws MalformedError for an answer nobody asked for; InvalidError for a wrong or missing one
 */
export function parseAnswers(transition: TransitionModel, input: Input, scope: Scope): Answers {
  const stranger = Object.keys(input).find((name) => !Object.hasOwn(transition.ask, name))
  if (stranger !== undefined) throw unknownField(stranger)
  const errors: FieldError[] = []
  const answers: Record<string, Value> = {}
  for (const [name, field] of Object.entries(transition.ask)) {
    const constant = field.default?.kind === 'constant' ? field.default.value : null
    const parsed = parseFieldValue(field, input[name] ?? constant)
    if (!('value' in parsed)) errors.push({ at: name, code: parsed.code, message: parsed.message })
    else if (parsed.value === null && holds(field.required, scope))
      errors.push({ at: name, code: 'required', message: { zh: `请填写${field.label.zh}。`, en: `${field.label.en} is required.` } })
    else answers[name] = computedOf(field, parsed.value)
  }
  if (errors.length > 0) throw invalid(errors)
  return answers
}

/** The reason a person gave, for the trail. */
export function noteOf(answers: Answers): string | null {
  const words = Object.values(answers).filter((value): value is string => typeof value === 'string')
  return words.length === 0 ? null : words.join(answersBetween).slice(0, 1_000)
}
