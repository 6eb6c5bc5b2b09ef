import { type ClipboardEvent, useRef } from 'react'
import { isFrozen } from '../form/changeable.js'
import { findChoices } from '../form/choices.js'
import { keptLines, type Line, newLine } from '../form/form-state.js'
import type { Form } from '../form/use-form.js'
import type { Field, Resource } from '../model/model.js'
import { notify } from '../shell/adapter.js'
import { textsNow } from '../texts/use-texts.js'
import { cellsFrom, type PastedCell, pastedCells, written } from './pasted.js'

interface PasteParts {
  readonly form: Form
  readonly field: Field
  readonly target: Resource
  readonly columns: readonly Field[]
  readonly frozenOf: (line: Line) => string
  /** Lines can be added. */
  readonly grows: boolean
}

/** A block from a spreadsheet fills cells from where one stands, and makes the rows that are missing. References are looked up by name or code. */
export function usePaste(parts: PasteParts): (event: ClipboardEvent<HTMLElement>) => void {
  const current = useRef(parts)
  current.current = parts
  return (event) => {
    const cell = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-column]') : null
    const rows = written(cellsFrom(event.clipboardData.getData('text/plain')))
    if (cell === null || (rows.length === 1 && rows[0]?.length === 1)) return
    event.preventDefault()
    void fill(current, rows, { row: Number(cell.dataset.row), column: cell.dataset.column ?? '' })
  }
}

interface Start {
  readonly row: number
  readonly column: string
}

async function fill(current: { readonly current: PasteParts }, rows: readonly (readonly string[])[], start: Start): Promise<void> {
  const { columns, field, form } = current.current
  const writable = columns.filter(({ writable }) => writable)
  const first = writable.findIndex(({ name }) => name === start.column)
  const pasted = pastedCells(rows, writable.slice(first), textsNow().locale)
  const frozen = keptLines(form.state.values, current.current.field.name).map(current.current.frozenOf)
  const keys = addRows(current.current, start.row + rows.length)
  const cells = pasted.filter(({ row, field }) => start.row + row < keys.length && !isFrozen(frozen[start.row + row] ?? '', field.name))
  for (const cell of cells.filter(({ field }) => field.kind !== 'belongsTo'))
    form.set(placeOf(current.current, keys[start.row + cell.row], cell), cell.value)
  await Promise.all(
    cells.filter(({ field }) => field.kind === 'belongsTo').map((cell) => lookUp(current, keys[start.row + cell.row], cell)),
  )
  form.markRows(field.name, keys.slice(start.row, start.row + rows.length))
  notify(textsNow().t('grid.pasted', { rows: String(rows.length) }), 'info')
}

function addRows({ form, field, grows }: PasteParts, wanted: number): readonly string[] {
  const kept = keptLines(form.state.values, field.name)
  const missing = Array.from({ length: grows ? Math.max(0, wanted - kept.length) : 0 }, (): Line => newLine(form.context, field))
  if (missing.length > 0) form.setLines(field.name, (lines) => [...lines, ...missing])
  return [...kept, ...missing].map(({ key }) => key)
}

const placeOf = ({ field }: PasteParts, key: string | undefined, cell: PastedCell) => ({
  name: cell.field.name,
  line: { relation: field.name, key: key ?? '' },
})

/** One record of that code or name is picked; otherwise the text stays in the cell and is marked. */
async function lookUp(current: { readonly current: PasteParts }, key: string | undefined, cell: PastedCell): Promise<void> {
  const { form } = current.current
  const text = String(cell.value ?? '')
  const found =
    text === ''
      ? []
      : await findChoices(form.context.model, { target: cell.field.target ?? '', where: cell.field.where }, text).catch(() => [])
  const exact = found.filter((choice) => choice.reference.label === text || choice.detail.split(' · ').includes(text))
  const only = exact.length === 1 ? exact[0] : found.length === 1 ? found[0] : undefined
  current.current.form.set(placeOf(current.current, key, cell), only?.reference ?? (text === '' ? null : text))
}
