/** What other records say beside the cells of a line: which of them are asked for, and which answer belongs to which line. */
import type { BesideModel } from '../../../compile/screens-model.js'
import type { Line } from '../form/form-state.js'
import { type Field, isNumeric, isReference, type Resource, type ScreenModel, type Values } from '../model/model.js'

export interface Fact {
  readonly beside: BesideModel
  /** The column it stands in; nobody writes there. */
  readonly field: Field
}

/** What records of one kind are asked for. */
export interface Question {
  readonly of: string
  readonly where: Readonly<Record<string, readonly string[]>>
  readonly fields: readonly string[]
}

/** Of what a record was found by, in order → what it says. */
export type Answers = ReadonlyMap<string, unknown>

export function factsOf(model: ScreenModel, target: Resource): readonly Fact[] {
  return target.screens.beside.flatMap((beside) => {
    const shown = model.resources.get(beside.of)?.field.get(beside.show)
    return shown === undefined
      ? []
      : [{ beside, field: { ...shown, name: beside.name, label: beside.label ?? shown.label, writable: false } }]
  })
}

/** Each where its definition puts it. */
export function withFacts(columns: readonly Field[], facts: readonly Fact[]): readonly Field[] {
  return facts.reduce((all, { beside, field }) => {
    const found = all.findIndex(({ name }) => name === beside.before)
    const at = found === -1 ? all.length : found
    return [...all.slice(0, at), field, ...all.slice(at)]
  }, columns)
}

/** Lines asked for at once: a page of the API holds 200 records, an address a few kilobytes. */
const together = 100

/** None of lines whose references are not picked yet. */
export function questionsOf({ beside }: Fact, lines: readonly Values[], owner: Values): readonly Question[] {
  const wanted = new Map(lines.map((line) => idsOf(beside, line, owner)).map((ids) => [ids?.join(), ids]))
  const known = [...wanted.values()].flatMap((ids) => (ids === undefined ? [] : [ids]))
  const fields = [beside.show, ...beside.where.map(({ field }) => field)]
  return Array.from({ length: Math.ceil(known.length / together) }, (_, at) => {
    const some = known.slice(at * together, (at + 1) * together)
    const where = beside.where.map(({ field }, index) => [field, [...new Set(some.map((ids) => ids[index] ?? ''))]])
    return { of: beside.of, where: Object.fromEntries(where), fields }
  })
}

function idsOf({ where }: BesideModel, line: Values, owner: Values): readonly string[] | undefined {
  const found = where.map(({ path: [near = '', far] }) => (far === undefined ? line[near] : owner[far]))
  return found.every(isReference) ? found.map(({ id }) => id) : undefined
}

export function answersOf({ beside }: Fact, records: readonly Values[]): Answers {
  return new Map(records.map((record) => [beside.where.map(({ field }) => idIn(record, field)).join(), record[beside.show]]))
}

function idIn(record: Values, field: string): string {
  const value = record[field]
  return isReference(value) ? value.id : String(value)
}

/** A number that no record has is none at all. Undefined while it is not known. */
export function answerFor({ fact, answers, isWhole }: Answered, line: Values, owner: Values): unknown {
  const ids = idsOf(fact.beside, line, owner)
  if (ids === undefined) return undefined
  return answers.get(ids.join()) ?? (isWhole && isNumeric(fact.field.kind) ? '0' : undefined)
}

export interface Answered {
  readonly fact: Fact
  readonly answers: Answers
  /** False while something that was asked is still on its way. */
  readonly isWhole: boolean
}

/** A line with what stands beside it. @param facts  JSON of column → value, or empty */
export const lineWith = (line: Line, facts: string): Line => (facts === '' ? line : { ...line, ...JSON.parse(facts) })
