import type { Locale } from '../../../kernel/texts.js'
import { type Field, isNumeric, type Resource } from '../model/model.js'
import { plainText } from '../parts/format.js'
import type { Where } from './list-query.js'

/** Fields one may filter by, those the screen names first. */
export function filterable(resource: Resource): readonly Field[] {
  const named = resource.screens.filter.flatMap((name) => resource.field.get(name) ?? [])
  const others = resource.fields.filter((field) => !named.includes(field) && canFilter(field))
  return [...named, ...others]
}

const never: ReadonlySet<string> = new Set(['hasMany', 'json', 'secret', 'longText', 'file'])

function canFilter(field: Field): boolean {
  if (never.has(field.kind) || !field.stored || field.name === 'id' || field.name === 'version') return false
  return isTextual(field) ? field.searchable : true
}

export function isTextual(field: Field): boolean {
  return ['text', 'email', 'phone', 'url', 'sequence'].includes(field.kind)
}

export type FilterShape = 'choices' | 'reference' | 'range' | 'yesNo' | 'text'

export function shapeOf(field: Field): FilterShape {
  if (field.kind === 'select' || field.kind === 'multiSelect') return 'choices'
  if (field.kind === 'belongsTo') return 'reference'
  if (field.kind === 'boolean') return 'yesNo'
  return field.kind === 'date' || field.kind === 'instant' || isNumeric(field.kind) ? 'range' : 'text'
}

interface Range {
  readonly gte?: string
  readonly lte?: string
}

export function rangeOf(test: unknown): Range {
  return typeof test === 'object' && test !== null && !Array.isArray(test) ? (test as Range) : {}
}

/** The condition without this field, or with another test of it. */
export function withTest(where: Where, name: string, test: unknown): Where {
  const { [name]: _before, ...rest } = where
  return test === undefined ? rest : { ...rest, [name]: test }
}

/** What a chip says behind its field's name. */
export function testText(field: Field, test: unknown, locale: Locale): string {
  if (Array.isArray(test)) return test.map((each) => plainText(field, each, locale)).join(locale === 'en' ? ', ' : '、')
  if (typeof test !== 'object' || test === null) return plainText(field, test, locale)
  const { gte, lte, lt, gt, contains } = test as Readonly<Record<string, unknown>>
  if (contains !== undefined) return `“${String(contains)}”`
  const from = gte ?? gt
  const until = lte ?? lt
  if (from !== undefined && until !== undefined) return `${plainText(field, from, locale)} – ${plainText(field, until, locale)}`
  if (from !== undefined) return `≥ ${plainText(field, from, locale)}`
  return until === undefined ? JSON.stringify(test) : `≤ ${plainText(field, until, locale)}`
}
