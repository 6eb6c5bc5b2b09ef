import type { Field, Option } from '../../define/field.js'
import { canBeWritten, isAnswerable, isSearchedTitle, referenceBack } from '../catalog.js'
import { isLive, placeOf } from '../formulas.js'
import { isFieldKind, lengthOf, precisionOf, scaleOf, searchableKinds, valueTypeOf } from '../kinds.js'
import type { DefaultModel, FieldModel, Named, OptionModel, SequenceModel } from '../model.js'
import { implicitNames, snakeCase } from '../names.js'
import type { Place } from '../reader.js'
import { listedOptions } from '../role-options.js'
import { labelFor } from '../words.js'
import { type Ground, mapValues } from './step.js'

/** A field where it stands: in a resource, in a transition's questions or in a report's parameters. */
export interface Standing {
  readonly resource: string
  readonly name: string
  readonly field: Field
  readonly at: string
  /** A column of a table, not a question. */
  readonly kept: boolean
}

export function fieldsOf(ground: Ground, resource: string): Named<FieldModel> {
  const entry = ground.catalog.resources.get(resource)
  const fields = Object.fromEntries(entry?.fields ?? [])
  return mapValues(fields, (field, name) =>
    fieldOf(ground, { resource, name, field, at: `resource:${resource}.fields.${name}`, kept: true }),
  )
}

/** Questions and parameters: fields without a column. */
export function questionsOf(ground: Ground, place: Place, fields: Readonly<Record<string, Field>> | undefined): Named<FieldModel> {
  return mapValues(fields, (field, name) =>
    fieldOf(ground, { resource: place.resource, name, field, at: `${place.at}.${name}`, kept: false }),
  )
}

export function fieldOf(ground: Ground, standing: Standing): FieldModel {
  const { resource, name, field, kept } = standing
  const implicit = kept && implicitNames.includes(name)
  return {
    id: kept ? (field.id ?? placeOf(resource, name)) : standing.at,
    name,
    kind: isFieldKind(field.kind) ? field.kind : 'text',
    label: labelFor(name, field.label),
    help: field.help ?? null,
    value: valueTypeOf(name, field),
    ...storageOf(ground, standing),
    ...limitsOf(field),
    ...whensOf(ground, standing),
    ...formulaOf(ground, standing),
    default: defaultOf(field),
    unique: field.unique === true || (kept && field.kind === 'sequence'),
    options: optionsOf(listedOptions(field.options)),
    target: field.target ?? null,
    relation: relationOf(ground, standing),
    sequence: sequenceOf(field),
    place: field.place === true,
    tags: kept ? (ground.cells.tags.get(placeOf(resource, name)) ?? []) : [...(field.tags ?? [])],
    mask: field.mask ?? 'dots',
    implicit,
    writable: isWritable(ground, standing),
    file: field.kind === 'file' ? { maxBytes: field.maxBytes ?? 20_000_000, types: field.types ?? [] } : null,
  }
}

function isWritable({ catalog }: Ground, { resource, name, field, kept }: Standing): boolean {
  const entry = catalog.resources.get(resource)
  return kept && entry !== undefined ? canBeWritten(entry, name) : isAnswerable(field)
}

type Storage = Pick<FieldModel, 'column' | 'sortColumn' | 'stored' | 'searchable' | 'indexed'>

function storageOf(ground: Ground, { resource, name, field, kept }: Standing): Storage {
  const formula = ground.formulas.get(placeOf(resource, name))
  const stored = kept && field.kind !== 'hasMany' && (formula === undefined || !isLive(ground.formulas, formula))
  const searchable = stored && isSearchable(ground, { resource, name, field })
  const column = stored ? columnOf(name, field) : null
  return {
    column,
    sortColumn: column !== null && hasSortKey(field, searchable) ? `${column}_key` : column,
    stored,
    searchable,
    indexed: field.indexed === true,
  }
}

/** A field born in the browser has its id in its column: one that was taken away and made anew starts empty. */
const columnOf = (name: string, { id, kind }: Field): string =>
  snakeCase(name) + (id === undefined ? '' : `_${id.replaceAll(/\W/g, '_')}`) + (kind === 'belongsTo' || kind === 'file' ? '_id' : '')

/** Numbers of documents are plain letters and digits: they sort as they are. */
const hasSortKey = (field: Field, searchable: boolean): boolean => searchable && (field.kind === 'text' || field.kind === 'longText')

function isSearchable({ catalog }: Ground, { resource, name, field }: Pick<Standing, 'resource' | 'name' | 'field'>): boolean {
  const entry = catalog.resources.get(resource)
  return searchableKinds.includes(field.kind) && (field.searchable === true || (entry !== undefined && isSearchedTitle(entry, name)))
}

function limitsOf(field: Field): Pick<FieldModel, 'precision' | 'scale' | 'length' | 'min' | 'max'> {
  const limit = (value: Field['min']): string | null => (value === undefined || value === null ? null : String(value))
  return { precision: precisionOf(field), scale: scaleOf(field), length: lengthOf(field), min: limit(field.min), max: limit(field.max) }
}

function whensOf({ reader }: Ground, { resource, field, at }: Standing): Pick<FieldModel, 'required' | 'changeable' | 'visible' | 'where'> {
  const place = (part: string): Place => ({ resource, at: `${at}.${part}` })
  return {
    required: reader.when(place('required'), field.required ?? false).expression,
    changeable: reader.when(place('changeable'), field.changeable ?? true).expression,
    visible: reader.when(place('visible'), field.visible ?? true).expression,
    where: field.where === undefined ? null : reader.condition({ resource: field.target ?? '', at: `${at}.where` }, field.where).expression,
  }
}

function formulaOf(ground: Ground, { resource, name, field, kept }: Standing): Pick<FieldModel, 'formula' | 'formulaText'> {
  const formula = kept ? ground.formulas.get(placeOf(resource, name)) : undefined
  return { formula: formula?.expression ?? null, formulaText: field.formula ?? null }
}

function defaultOf({ default: value }: Field): DefaultModel | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'object') return { kind: 'constant', value: typeof value === 'number' ? String(value) : value }
  return 'from' in value ? { kind: 'from', path: value.from.split('.') } : { kind: 'named', value }
}

export function optionsOf(options: readonly Option[] | undefined): readonly OptionModel[] {
  return (options ?? []).map((option) => {
    const { value, label, tone } = typeof option === 'string' ? { value: option } : option
    return { value, label: labelFor(value, label), tone: tone ?? 'neutral' }
  })
}

function relationOf({ catalog }: Ground, { resource, field }: Standing): FieldModel['relation'] {
  if (field.kind !== 'hasMany') return null
  return { by: referenceBack(catalog, resource, field) ?? '', owned: field.owned === true, atLeast: field.atLeast ?? 0 }
}

function sequenceOf(field: Field): SequenceModel | null {
  if (field.kind !== 'sequence') return null
  return { pattern: field.pattern ?? '', dated: field.dated ?? null, gapless: field.gapless === true, drawnBy: field.drawnBy ?? null }
}
