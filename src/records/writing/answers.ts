import { parseFieldValue, type StoredValue } from '../../compile/field-values.js'
import type { FieldModel, TransitionModel } from '../../compile/model.js'
import { computedOf, storedOf } from '../../compile/stored-row.js'
import type { Scope } from '../../expressions/scope.js'
import type { Value } from '../../expressions/value.js'
import type { FieldError } from '../../kernel/errors.js'
import { unknownField } from '../../permissions/readable-path.js'
import { answersBetween } from '../answers-between.js'
import type { Input } from '../door.js'
import type { Act } from './act.js'
import { checkFiles } from './attachments.js'
import { isDemanded } from './checks.js'
import { type Document, headScope } from './document.js'
import { firstOf } from './draft-document.js'
import { followAll } from './follow.js'
import { invalid } from './input.js'
import { checkReferences } from './references.js'

export type Answers = Readonly<Record<string, Value>>

/**
 * What a transition asked, answered; unanswered questions take their default.
 * @throws MalformedError for an answer nobody asked for; InvalidError for a wrong or missing one
 */
export async function parseAnswers(act: Act, document: Document, { transition, input }: Asking): Promise<Answers> {
  const stranger = Object.keys(input).find((name) => !Object.hasOwn(transition.ask, name))
  if (stranger !== undefined) throw unknownField(stranger)
  const questions = Object.values(transition.ask)
  await act.rows.follow(document.resource, [document.head], questions.flatMap(pathOfDefault))
  await followAll(
    act,
    document,
    questions.flatMap(({ required, visible }) => [required, visible]),
  )
  const scope = headScope(act, document)
  const errors: FieldError[] = []
  const answers: Record<string, Value> = {}
  for (const field of questions) {
    const parsed = parseFieldValue(field, input[field.name] ?? defaultOf(act, field, scope))
    if (!('value' in parsed)) errors.push({ at: field.name, code: parsed.code, message: parsed.message })
    else if (parsed.value === null && isDemanded(field, scope)) errors.push(missing(field))
    else answers[field.name] = computedOf(field, parsed.value)
  }
  if (errors.length > 0) throw invalid(errors)
  return answers
}

interface Asking {
  readonly transition: TransitionModel
  readonly input: Input
}

const missing = ({ name, label }: FieldModel): FieldError => ({
  at: name,
  code: 'required',
  message: { zh: `请填写${label.zh}。`, en: `${label.en} is required.` },
})

/** Where the default of a question is read on the document. */
function pathOfDefault({ default: from }: FieldModel): readonly (readonly string[])[] {
  if (from?.kind === 'from') return [from.path]
  return from?.kind === 'named' && 'ref' in from.value ? [from.value.ref.split('.')] : []
}

function defaultOf(act: Act, field: FieldModel, scope: Scope): StoredValue | number {
  const { default: from } = field
  if (from === null) return null
  if (from.kind === 'constant') return from.value
  const [path] = pathOfDefault(field)
  if (path !== undefined) return storedOf(field, scope.read(path))
  if (from.kind === 'named' && 'now' in from.value) return from.value.now === 'date' ? act.today : act.at
  return from.kind === 'named' && 'actor' in from.value ? firstOf(act.actor[from.value.actor]) : null
}

/**
 * Answers are checked as what is written by hand: the record or file must exist, be one the actor may use, and be one that may be chosen, as the
 * question asks for it and as the field does that it goes into.
 */
export async function checkAnswers(act: Act, before: Document, transition: TransitionModel): Promise<readonly FieldError[]> {
  const sheet = sheetOf(act, before, transition)
  const asked = [...(await checkReferences(act, null, sheet)), ...(await checkFiles(act, null, sheet))]
  if (asked.length > 0) return asked
  const kept = await checkReferences(act, before, withAnswers(act, before, transition))
  return kept.map((error) => ({ ...error, at: questionFor(transition, error.at) ?? error.at }))
}

/** The answers as a document of their own, whose fields are the questions. */
function sheetOf({ answers }: Act, { resource, head }: Document, { name, ask }: TransitionModel): Document {
  const given = Object.values(ask).map((field) => [field.name, storedOf(field, answers[field.name] ?? null)] as const)
  return { resource: { ...resource, name, fields: ask }, head: { ...Object.fromEntries(given), id: head.id }, lines: {} }
}

/** The document with nothing put over it but answers as they were given. */
export function withAnswers({ answers }: Act, document: Document, transition: TransitionModel): Document {
  const given = Object.values(document.resource.fields).flatMap((field) => {
    const question = questionFor(transition, field.name)
    return question === undefined ? [] : [[field.name, storedOf(field, answers[question] ?? null)] as const]
  })
  return { ...document, head: { ...document.head, ...Object.fromEntries(given) } }
}

/** The question whose answer goes into a field. */
function questionFor({ set }: TransitionModel, field: string): string | undefined {
  const value = Object.hasOwn(set, field) ? set[field] : undefined
  return value?.op === 'answer' ? value.name : undefined
}

/** The reason a person gave, for the trail; which record or file was named stands among the changes. */
export function noteOf({ ask }: TransitionModel, answers: Answers): string | null {
  const given = Object.values(ask).map(({ name, kind }) => (kind === 'belongsTo' || kind === 'file' ? null : answers[name]))
  const words = given.filter((value): value is string => typeof value === 'string')
  return words.length === 0 ? null : words.join(answersBetween).slice(0, 1_000)
}
