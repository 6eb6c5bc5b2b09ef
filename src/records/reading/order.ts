/** `-placedOn,number` → what rows are sorted by; always ends with the id, in the direction of the first key. */
import type { FieldModel } from '../../compile/model.js'
import { MalformedError } from '../../kernel/errors.js'
import { assertReadablePath, readablePath, unknownField } from '../../permissions/readable-path.js'
import { idTerm, type OrderTerm, orderTermFor } from '../../store/rows/order-term.js'
import { scopeFor } from './reader.js'
import type { Source } from './source.js'

const mostTerms = 4
const unordered: readonly FieldModel['kind'][] = ['hasMany', 'json', 'multiSelect', 'file', 'secret']

/**
 * The resource's own order when none is asked for, as far as the actor may read it.
 * Sorting by a reference looks up the title of each row's target: fine for a filtered list, slow for a million rows.
 * @throws MalformedError `unknown-field`, `unsortable-field`, `bad-sort`
 */
export function orderFor(source: Source, asked: string | undefined): readonly OrderTerm[] {
  const keys = asked === undefined || asked.trim() === '' ? ownOrder(source) : askedOrder(source, asked)
  const scope = scopeFor(source.reader, source.resource)
  const byId = keys.findIndex((key) => key.path.join('.') === 'id')
  const before = byId === -1 ? keys : keys.slice(0, byId)
  const last = keys[byId] ?? keys[0]
  return [...before.map((key) => orderTermFor(scope, key.path, key.descending)), idTerm(scope, last?.descending ?? true)]
}

interface SortKey {
  readonly path: readonly string[]
  readonly descending: boolean
}

function ownOrder({ reader, resource }: Source): readonly SortKey[] {
  return keysOf(resource.screens.sort).filter((key) => {
    const field = readablePath(reader.model, reader.actor, resource.name, key.path)?.at(-1)
    return field !== undefined && !unordered.includes(field.kind)
  })
}

function askedOrder({ reader, resource }: Source, asked: string): readonly SortKey[] {
  const keys = keysOf(asked)
  if (keys.length === 0 || keys.length > mostTerms) {
    throw new MalformedError('bad-sort', { zh: `最多按 ${mostTerms} 个字段排序。`, en: `Sort by one to ${mostTerms} fields.` })
  }
  for (const key of keys) assertSortable(assertReadablePath(reader.model, reader.actor, resource.name, key.path).at(-1), key)
  return keys
}

function assertSortable(field: FieldModel | undefined, key: SortKey): void {
  const name = key.path.join('.')
  if (field === undefined) throw unknownField(name)
  if (unordered.includes(field.kind)) {
    throw new MalformedError('unsortable-field', { zh: `不能按“${name}”排序。`, en: `“${name}” cannot be sorted by.` })
  }
}

function keysOf(text: string): readonly SortKey[] {
  const parts = text.split(',').map((part) => part.trim())
  return parts
    .filter((part) => part !== '')
    .map((part) => ({ path: part.replace(/^[-+]/, '').split('.'), descending: part.startsWith('-') }))
}
