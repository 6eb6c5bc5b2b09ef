import type { FieldModel, SequenceModel } from '../../compile/model.js'
import type { StoredRow } from '../../compile/stored-row.js'
import type { Transaction } from '../../store/database.js'
import type { Act } from './act.js'
import type { Document } from './document.js'

/** Draws the numbers of a new document, or those a transition draws. The counter is the last lock before commit. */
export async function drawNumbers(act: Act, document: Document, drawnBy: string | null): Promise<Document> {
  let head: StoredRow = document.head
  for (const field of Object.values(document.resource.fields)) {
    if (field.sequence === null || field.sequence.drawnBy !== drawnBy || head[field.name] != null) continue
    head = { ...head, [field.name]: await drawNumber(act, document, { field, sequence: field.sequence }) }
  }
  return { ...document, head }
}

async function drawNumber(act: Act, document: Document, of: { field: FieldModel; sequence: SequenceModel }): Promise<string> {
  const dated = of.sequence.dated === null ? null : document.head[of.sequence.dated]
  const { prefix, digits, suffix } = filled(of.sequence.pattern, typeof dated === 'string' ? dated.slice(0, 10) : act.today)
  const value = await nextValue(act, `${document.resource.name}.${of.field.name}`, prefix + suffix)
  return `${prefix}${value.padStart(digits, '0')}${suffix}`
}

/** The counter starts anew whenever what stands around it changes; past its width it grows wider, it never wraps. */
export function filled(pattern: string, day: string): { readonly prefix: string; readonly digits: number; readonly suffix: string } {
  const tokens: Readonly<Record<string, string>> = { yyyy: day.slice(0, 4), yy: day.slice(2, 4), MM: day.slice(5, 7), dd: day.slice(8, 10) }
  const dated = pattern.replace(/\{(yyyy|yy|MM|dd)\}/g, (_whole, token: string) => tokens[token] ?? '')
  const counter = /\{(0+)\}/.exec(dated)
  if (counter === null) return { prefix: dated, digits: 1, suffix: '' }
  return { prefix: dated.slice(0, counter.index), digits: counter[1]?.length ?? 1, suffix: dated.slice(counter.index + counter[0].length) }
}

/** Next of a series: the row is locked by the update, so nobody draws the same. */
async function nextValue(act: Act, series: string, scope: string): Promise<string> {
  const { tx } = act
  const drawn = await draw(tx, series, scope)
  if (drawn !== undefined) return drawn
  const { quote, onConflictUpdate } = tx.dialect
  const columns = `series, ${quote('scope')}, ${quote('value')}`
  await tx.execute(`INSERT INTO dj_sequence (${columns}) VALUES (?, ?, 0) ${onConflictUpdate(['series', 'scope'], ['series'])}`, [
    series,
    scope,
  ])
  return (await draw(tx, series, scope)) ?? '1'
}

/** Undefined for a series that nobody has drawn from. */
async function draw(tx: Transaction, series: string, scope: string): Promise<string | undefined> {
  const { quote } = tx.dialect
  const { assignment, tail } = tx.dialect.draw(quote('value'))
  const sql = `UPDATE dj_sequence SET ${assignment} WHERE series = ? AND ${quote('scope')} = ?${tail}`
  const [row] = await tx.query<{ readonly drawn: unknown }>(sql, [series, scope])
  return row === undefined ? undefined : String(row.drawn)
}
