/** Sentences of definitions with the facts of a record put in, as far as their reader may see them. */
import type { FieldModel, Model } from '../../compile/model.js'
import { decimalOf, grouped, isDecimalText } from '../../kernel/decimal.js'
import type { Locale, Text } from '../../kernel/texts.js'
import type { Actor } from '../../permissions/actor.js'
import type { RecordView } from '../door.js'
import { shownCell } from './sheet-cell.js'
import { fieldOf, type ShownColumn, shownColumn } from './sheet-column.js'

/** The paths of a message, and the title of the record, that somebody may see. */
export function seenFacts(model: Model, actor: Actor, resource: string, facts: readonly string[]): readonly ShownColumn[] {
  const title = model.resources[resource]?.title ?? 'id'
  const paths = [...new Set([title, ...facts])].map((path) => path.split('.'))
  return paths.flatMap((path) => shownColumn(model, actor, resource, path) ?? [])
}

export const keysOf = (columns: readonly ShownColumn[]): readonly string[] => columns.map(({ path }) => path.join('.'))

/** What a reader does not see of the facts stands as this. */
const unseen = '…'

/** The sentence with the facts that this view of the record holds, and others that are known already. */
export function sentenceFrom(
  message: Text,
  view: RecordView,
  columns: readonly ShownColumn[],
  locale: Locale,
  also: Readonly<Record<string, string>> = {},
): string {
  const shown = new Map(columns.map((column) => [column.path.join('.'), factText(fieldOf(column), view[column.path.join('.')], locale)]))
  const known = (name: string): string | undefined => (Object.hasOwn(also, name) ? also[name] : shown.get(name))
  return (locale === 'en' ? message.en : message.zh).replace(/\{([\w.]+)\}/g, (_, name: string) => known(name) ?? unseen)
}

export function titleFrom(model: Model, resource: string, view: RecordView, locale: Locale): string {
  const described = model.resources[resource]
  const field = described?.fields[described.title]
  return field === undefined ? view.id : (factText(field, view[field.name], locale) ?? view.id)
}

/** Numbers with commas, quantities without the zeros behind them; undefined when there is nothing to see. */
function factText(field: FieldModel, value: unknown, locale: Locale): string | undefined {
  const cell = shownCell(field, value, locale)
  if (cell === null) return undefined
  const text = String(cell)
  if (field.value !== 'decimal' || !isDecimalText(text)) return text
  return grouped(field.kind === 'money' ? text : decimalOf(text).toFixed())
}
