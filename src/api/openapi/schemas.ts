import type { FieldView } from '../model-view/field-view.js'
import type { ResourceView } from '../model-view/resource-view.js'

/** JSON Schema 2020-12, as OpenAPI 3.1 embeds it. */
export type Schema = Readonly<Record<string, unknown>>

const reference: Schema = { type: 'object', properties: { id: { type: 'string' }, label: { type: 'string' } }, required: ['id', 'label'] }
const decimal: Schema = { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$', examples: ['12.30'] }
const id: Schema = { type: 'string', pattern: '^[1-9]\\d{0,18}$' }

/** A record as it is read: whatever the reader may not see is absent, so nothing but `id` is certain. */
export function recordSchema({ fields, lines }: ResourceView): Schema {
  const properties = Object.fromEntries(fields.map((field) => [field.name, readSchema(field, lines)]))
  return { type: 'object', properties: { ...properties, id }, required: ['id'] }
}

/** What may be sent to create or change one; anything else is refused. */
export function inputSchema({ fields, lines }: ResourceView, action: 'create' | 'update'): Schema {
  const writable = fields.filter(({ write }) => write.includes(action))
  const properties = Object.fromEntries(writable.map((field) => [field.name, writeSchema(field, lines, action)]))
  return { type: 'object', properties, additionalProperties: false }
}

export function answersSchema(ask: readonly FieldView[]): Schema {
  return {
    type: 'object',
    properties: Object.fromEntries(ask.map((field) => [field.name, writeSchema(field, {}, 'create')])),
    additionalProperties: false,
  }
}

function readSchema(field: FieldView, lines: ResourceView['lines']): Schema {
  const own = lines[field.name]
  if (own !== undefined)
    return {
      type: 'array',
      items: { type: 'object', properties: Object.fromEntries(own.fields.map((part) => [part.name, readSchema(part, {})])) },
    }
  const schema =
    field.kind === 'belongsTo' ? reference : field.kind === 'hasMany' ? { type: 'array', items: reference } : valueSchema(field)
  return { anyOf: [described(schema, field), { type: 'null' }] }
}

function writeSchema(field: FieldView, lines: ResourceView['lines'], action: 'create' | 'update'): Schema {
  const own = lines[field.name]
  if (own === undefined) return { anyOf: [described(field.kind === 'belongsTo' ? id : valueSchema(field), field), { type: 'null' }] }
  const parts = own.fields.filter(({ write }) => write.includes(action))
  const properties = Object.fromEntries(parts.map((part) => [part.name, writeSchema(part, {}, action)]))
  const line = { type: 'object', properties: { ...properties, id, remove: { type: 'boolean' } }, additionalProperties: false }
  return { type: 'array', items: line }
}

function described(schema: Schema, field: FieldView): Schema {
  return { ...schema, title: field.label.en, description: field.label.zh }
}

function valueSchema(field: FieldView): Schema {
  if (field.kind === 'select')
    return field.options.length === 0 ? { type: 'string' } : { type: 'string', enum: field.options.map(({ value }) => value) }
  if (field.kind === 'multiSelect') return { type: 'array', items: { type: 'string', enum: field.options.map(({ value }) => value) } }
  if (field.kind === 'file') return id
  if (field.kind === 'json') return {}
  return field.name === 'version' ? { type: 'integer' } : (byValue[field.value] ?? { type: 'string' })
}

const byValue: Readonly<Record<string, Schema>> = {
  decimal,
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  instant: { type: 'string', format: 'date-time' },
  reference: id,
  list: { type: 'array', items: { type: 'string' } },
}
