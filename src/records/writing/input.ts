import { parseFieldValue, type StoredValue } from '../../compile/field-values.js'
import type { FieldModel, Model, Named, ResourceModel } from '../../compile/model.js'
import { type FieldError, InvalidError, MalformedError } from '../../kernel/errors.js'
import { isId } from '../../kernel/ids.js'
import { accessFor } from '../../permissions/access.js'
import type { Actor } from '../../permissions/actor.js'
import { readablePath, unknownField } from '../../permissions/readable-path.js'
import { writableFields } from '../../permissions/write.js'
import { unwritableField } from '../../permissions/write-errors.js'
import type { Input } from '../door.js'

/** What somebody wants written: stored shapes, by field; lines by relation. */
export interface Draft {
  readonly values: Readonly<Record<string, StoredValue>>
  readonly lines: Readonly<Record<string, readonly LineDraft[]>>
}

export interface LineDraft {
  /** Null for a new line. */
  readonly id: string | null
  readonly remove: boolean
  readonly values: Readonly<Record<string, StoredValue>>
}

export interface Wish {
  readonly model: Model
  readonly actor: Actor
  readonly resource: ResourceModel
  /** `create` or `update`. */
  readonly action: string
}

/**
 * Reads a body against the fields the actor may write.
 * @throws MalformedError for what is unknown or unwritable, before anything is looked at; InvalidError with every wrong value
 */
export function parseInput(wish: Wish, input: Input): Draft {
  const may = writableFields(accessFor(wish.model, wish.actor, wish.resource.name, wish.action))
  const errors: FieldError[] = []
  const values: Record<string, StoredValue> = {}
  const lines: Record<string, readonly LineDraft[]> = {}
  for (const [name, raw] of Object.entries(input)) {
    const field = writableField(wish, may, name)
    if (field.kind === 'hasMany') lines[name] = parseLines(wish, { relation: name, field, raw, may, errors })
    else keep({ field, raw, at: name, values, errors })
  }
  if (errors.length > 0) throw invalid(errors)
  return { values, lines }
}

/** Every wrong value at once. */
export function invalid(errors: readonly FieldError[]): InvalidError {
  return new InvalidError('invalid', { zh: '有内容需要更正。', en: 'Some values need correcting.' }, { errors })
}

function writableField(wish: Wish, may: ReadonlySet<string>, name: string): FieldModel {
  const field = ownField(wish.resource.fields, name)
  if (field !== undefined && may.has(name)) return field
  if (field !== undefined && readablePath(wish.model, wish.actor, wish.resource.name, [name]) !== undefined) throw unwritableField([name])
  throw unknownField(name)
}

const ownField = (fields: Named<FieldModel>, name: string): FieldModel | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined

interface Cell {
  readonly field: FieldModel
  readonly raw: unknown
  readonly at: string
  readonly values: Record<string, StoredValue>
  readonly errors: FieldError[]
}

function keep({ field, raw, at, values, errors }: Cell): void {
  const parsed = parseFieldValue(field, raw)
  if ('value' in parsed) values[field.name] = parsed.value
  else errors.push({ at, code: parsed.code, message: parsed.message })
}

interface Lines {
  readonly relation: string
  readonly field: FieldModel
  readonly raw: unknown
  readonly may: ReadonlySet<string>
  readonly errors: FieldError[]
}

/** Most lines one document may have. */
const mostLines = 2_000

function parseLines(wish: Wish, lines: Lines): readonly LineDraft[] {
  const { raw, relation } = lines
  if (!Array.isArray(raw)) throw malformed(relation, { zh: `“${relation}”应为列表。`, en: `“${relation}” must be a list.` })
  if (raw.length > mostLines) throw malformed(relation, { zh: `最多 ${mostLines} 行。`, en: `At most ${mostLines} lines.` })
  return raw.map((line, index) => parseLine(wish, lines, { line, at: `${relation}.${index}` }))
}

function parseLine(wish: Wish, lines: Lines, one: { line: unknown; at: string }): LineDraft {
  if (typeof one.line !== 'object' || one.line === null || Array.isArray(one.line))
    throw malformed(one.at, { zh: '每一行应为对象。', en: 'Each line must be an object.' })
  const { id, remove, ...rest } = one.line as Record<string, unknown>
  if (id !== undefined && !isId(id)) throw malformed(`${one.at}.id`, { zh: '行的 id 不正确。', en: 'Not the id of a line.' })
  if (remove !== undefined && typeof remove !== 'boolean')
    throw malformed(`${one.at}.remove`, { zh: 'remove 应为 true 或 false。', en: 'remove is true or false.' })
  const values: Record<string, StoredValue> = {}
  const fields = wish.model.resources[lines.field.target ?? '']?.fields ?? {}
  for (const [name, raw] of Object.entries(rest)) {
    const field = ownField(fields, name)
    if (field === undefined || !lines.may.has(`${lines.relation}.${name}`))
      throw refusedLineField(wish, lines.relation, { name, at: `${one.at}.${name}` })
    keep({ field, raw, at: `${one.at}.${name}`, values, errors: lines.errors })
  }
  return { id: id === undefined ? null : id, remove: remove === true, values }
}

function refusedLineField(wish: Wish, relation: string, of: { name: string; at: string }): MalformedError {
  const target = wish.resource.fields[relation]?.target ?? ''
  return readablePath(wish.model, wish.actor, target, [of.name]) === undefined ? unknownField(of.at) : unwritableField([of.at])
}

function malformed(at: string, message: { zh: string; en: string }): MalformedError {
  return new MalformedError('malformed', message, { errors: [{ at, code: 'malformed', message }] })
}
