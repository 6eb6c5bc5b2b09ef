import { isAboveZero, limitText } from '../../../compile/field-values.js'
import { isDay } from '../../../kernel/clock.js'
import { decimalOf, isDecimalText } from '../../../kernel/decimal.js'
import type { Text } from '../../../kernel/texts.js'
import { isTrue, type LiveContext, type Placed } from '../model/live.js'
import { type Field, isNumeric, isReference, type Resource, type Values } from '../model/model.js'
import type { TextKey } from '../texts/zh.js'
import { type FormState, keptLines, ownedFields } from './form-state.js'

export interface Complaint {
  readonly at: string
  /** Of our catalogue, or a sentence of the definition. */
  readonly key: TextKey | Text
  readonly facts: Readonly<Record<string, string>>
}

/** What is wrong before the server is asked: required fields, numbers that are none, limits. The server says the last word. */
export function checkForm(context: LiveContext, { resource, values }: FormState): readonly Complaint[] {
  const head: Placed = { resource, values, owner: null }
  return [
    ...checkFields(context, head, ''),
    ...checkRules(context, head),
    ...ownedFields(resource).flatMap((field) => checkLines(context, head, field)),
  ]
}

/** A rule that is broken stands under its field; one whose fields are still empty is not yet. */
function checkRules(context: LiveContext, head: Placed): readonly Complaint[] {
  const broken = head.resource.rules.filter(({ must, at }) => at !== null && !isNothing(head.values[at]) && !isTrue(context, must, head))
  return broken.map(({ message, at }) => ({ at: at ?? '', key: message, facts: {} }))
}

function checkLines(context: LiveContext, head: Placed, field: Field): readonly Complaint[] {
  const target = context.model.resources.get(field.target ?? '')
  if (target === undefined || field.relation === null || !field.writable) return []
  const lines = keptLines(head.values, field.name).filter((line) => !isBlank(target, line))
  if (lines.length < field.relation.atLeast)
    return [{ at: field.name, key: 'form.tooFewLines', facts: { count: String(field.relation.atLeast) } }]
  const owner = { by: field.relation.by, placed: head }
  return keptLines(head.values, field.name).flatMap((values, index) =>
    isBlank(target, values) ? [] : checkFields(context, { resource: target, values, owner }, `${field.name}.${index}.`),
  )
}

/** A row nobody wrote in is not saved and not complained about. */
export function isBlank(resource: Resource, line: Values): boolean {
  if (line.id !== undefined) return false
  return !resource.fields.some((field) => field.writable && field.default === null && !isNothing(line[field.name]))
}

export const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

function checkFields(context: LiveContext, placed: Placed, before: string): readonly Complaint[] {
  const { resource, owner } = placed
  const writable = resource.fields.filter((field) => field.writable && field.relation === null && field.name !== owner?.by)
  return writable.flatMap((field) => {
    if (!isTrue(context, field.visible, placed)) return []
    const complaint = checkField(context, placed, field)
    return complaint === undefined ? [] : [{ at: `${before}${field.name}`, facts: {}, ...complaint }]
  })
}

function checkField(context: LiveContext, placed: Placed, field: Field): (Pick<Complaint, 'key'> & Partial<Complaint>) | undefined {
  const value = placed.values[field.name]
  if (isNothing(value))
    return isTrue(context, field.required, placed) && !isComing(context, placed, field) ? { key: 'form.required' } : undefined
  if (isNumeric(field.kind)) return checkNumber(field, String(value))
  if (field.kind === 'date' && !isDay(String(value))) return { key: 'form.notADate' }
  if (field.kind === 'belongsTo' && typeof value === 'string') return { key: 'form.notFound', facts: { text: value } }
  return field.length !== null && String(value).length > field.length
    ? { key: 'form.tooLong', facts: { length: String(field.length) } }
    : undefined
}

/** It follows from a record that is picked and not read yet: the server fills it in, for whoever is faster than the network. */
function isComing({ known }: LiveContext, { resource, values }: Placed, field: Field): boolean {
  if (field.default?.kind !== 'from') return false
  const [name = ''] = field.default.path
  const picked = values[name]
  return isReference(picked) && !known.has(`${resource.field.get(name)?.target ?? ''}/${picked.id}`)
}

function checkNumber(field: Field, text: string): (Pick<Complaint, 'key'> & Partial<Complaint>) | undefined {
  if (!isDecimalText(text)) return { key: 'form.notANumber' }
  const value = decimalOf(text)
  if (field.min !== null && value.lessThan(field.min))
    return isAboveZero(field) ? { key: 'form.notPositive' } : { key: 'form.tooSmall', facts: { min: limitText(field, field.min) } }
  if (field.max !== null && value.greaterThan(field.max)) return { key: 'form.tooLarge', facts: { max: limitText(field, field.max) } }
  return field.scale !== null && value.decimalPlaces() > field.scale
    ? { key: 'form.tooPrecise', facts: { scale: String(field.scale) } }
    : undefined
}
