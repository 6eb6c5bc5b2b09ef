/** What happened to a record, as far as its reader may know now: rows they may read, fields they may read, never a secret. */
import type { StoredValue } from '../../compile/field-values.js'
import type { FieldModel, ResourceModel } from '../../compile/model.js'
import { MalformedError, NotFoundError } from '../../kernel/errors.js'
import { isId } from '../../kernel/ids.js'
import { textIn } from '../../kernel/texts.js'
import type { Visibility } from '../../permissions/fields.js'
import { type AuditEntry, type AuditWay, readAudit } from '../../store/rows/read-audit.js'
import type { CellRow } from '../../store/rows/read-cells.js'
import { answersBetween } from '../answers-between.js'
import { type HistoryEntry, type HistoryKind, type HistoryPage, type HistoryQuery, historyKinds } from '../door.js'
import { present } from './present.js'
import { resourceIn } from './reader.js'
import { fetchFor, lookAt } from './records.js'
import type { Source } from './source.js'
import { isCell } from './wanted.js'

const pageSize = 50

/** Newest first. @throws NotFoundError when the record is not there, or not to be read */
export async function historyOf(source: Source, id: string, { after, of = historyKinds }: HistoryQuery): Promise<HistoryPage> {
  if (after !== undefined && !isId(after))
    throw new MalformedError('bad-cursor', { zh: '翻页标记无效。', en: 'The page cursor is not valid.' })
  const row = await lookAt(source, id)
  if (row === undefined) throw new NotFoundError()
  const { sql, timeoutMs } = source.reader
  const ways = of.length === historyKinds.length ? [] : of.map((kind) => wayOf(source, kind))
  const entries =
    of.length === 0
      ? []
      : await readAudit(sql, { resource: source.resource.name, id, after: after ?? null, limit: pageSize + 1, timeoutMs, ways })
  const shown = entries.slice(0, pageSize)
  const data = await entriesFor(source, row, shown)
  return { data, next: entries.length > pageSize ? (shown.at(-1)?.id ?? null) : null }
}

/** One changed cell that may be seen. */
interface Seen {
  readonly at: string
  readonly resource: ResourceModel
  readonly field: FieldModel
  readonly how: Visibility
  readonly old: StoredValue
  readonly now: StoredValue
}

async function entriesFor(source: Source, row: CellRow, entries: readonly AuditEntry[]): Promise<readonly HistoryEntry[]> {
  const seen = entries.map((entry) => entry.changes.flatMap((change) => seenOf(source, row, change)))
  const values = await shownValues(source, seen.flat())
  return entries.flatMap((entry, index) => {
    const changes = (seen[index] ?? []).map((cell) => ({
      field: cell.at,
      old: values.get(cell)?.old ?? null,
      new: values.get(cell)?.now ?? null,
    }))
    const kind = kindOf(source, entry)
    const isEmpty = changes.length === 0 && entry.changes.length > 0 && (entry.action === 'update' || kind === 'job')
    const { id, at, actor, via, action } = entry
    const label = labelOf(source, kind, action)
    return isEmpty ? [] : [{ id, at, kind, actor, via, action, label, changes, note: noteIn(source, entry) }]
  })
}

/** What readers call it, who may not do it themselves. */
function labelOf({ resource, reader }: Source, kind: HistoryKind, action: string): HistoryEntry['label'] {
  if (kind === 'step') return resource.workflow?.transitions[action]?.label ?? null
  return kind === 'job' ? (reader.model.connectors[action]?.label ?? null) : null
}

const stepsOf = ({ resource }: Source): readonly string[] => Object.keys(resource.workflow?.transitions ?? {})

function kindOf(source: Source, { action, via }: AuditEntry): HistoryKind {
  if (action === 'comment') return 'comment'
  if (stepsOf(source).includes(action)) return 'step'
  return via === 'job' ? 'job' : 'change'
}

/** What `kindOf` says, to be asked of the database. */
function wayOf(source: Source, kind: HistoryKind): AuditWay {
  if (kind === 'comment') return { actions: ['comment'], among: true, byJob: null }
  const steps = stepsOf(source)
  if (kind === 'step') return { actions: steps, among: true, byJob: null }
  return { actions: [...steps, 'comment'], among: false, byJob: kind === 'job' }
}

/** What a transition was answered: options by their labels, words as they were written. */
function noteIn({ reader, resource }: Source, { action, note }: AuditEntry): string | null {
  const asked = Object.values(resource.workflow?.transitions[action]?.ask ?? {}).flatMap(({ options }) => options)
  if (note === null || asked.length === 0) return note
  const shown = (word: string): string =>
    textIn(reader.actor.locale, asked.find(({ value }) => value === word)?.label ?? { zh: word, en: word })
  return note.split(answersBetween).map(shown).join(answersBetween)
}

/** `dueOn`, or `lines.<id>.quantity`. */
function seenOf(source: Source, row: CellRow, change: AuditEntry['changes'][number]): readonly Seen[] {
  const parts = change.field.split('.')
  const name = parts.at(-1) ?? ''
  const relation = parts.length === 3 ? (source.resource.fields[parts[0] ?? ''] ?? null) : null
  if (parts.length !== 1 && relation?.target == null) return []
  const resource = relation?.target == null ? source.resource : resourceIn(source.reader.model, relation.target)
  const view = relation === null ? source.sight.viewOf(row.found) : source.sight.linesOf(row.found, relation.name)
  const field = resource.fields[name]
  const how = view.get(name)
  return how === undefined || !isCell(field) ? [] : [{ at: change.field, resource, field, how, old: change.old, now: change.new }]
}

interface Shown {
  readonly old: unknown
  readonly now: unknown
}

/** References with their labels, masked where they are masked; one look-up a resource for the whole page. */
async function shownValues(source: Source, cells: readonly Seen[]): Promise<ReadonlyMap<Seen, Shown>> {
  const shown = new Map<Seen, Shown>()
  for (const resource of new Set(cells.map((cell) => cell.resource))) {
    const here = cells.filter((cell) => cell.resource === resource)
    const rows = here.flatMap((cell) => [rowOf(cell, cell.old), rowOf(cell, cell.now)])
    const views = await present(fetchFor(source.reader), { resource, rows, paths: here.map((cell) => [cell.field.name]) })
    for (const [index, cell] of here.entries()) {
      const { name } = cell.field
      shown.set(cell, { old: views[2 * index]?.[name], now: views[2 * index + 1]?.[name] })
    }
  }
  return shown
}

function rowOf({ field, how }: Seen, value: StoredValue) {
  return { id: '', values: { [field.name]: value }, view: new Map([[field.name, how]]) }
}
