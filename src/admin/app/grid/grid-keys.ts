import { type KeyboardEvent, type RefObject, useMemo, useRef } from 'react'
import { keptLines, newLine } from '../form/form-state.js'
import type { Form } from '../form/use-form.js'
import type { Field } from '../model/model.js'
import { copiedLine, movedLine, removedLine } from './line-moves.js'

export interface GridKeys {
  readonly onKey: (event: KeyboardEvent<HTMLElement>, key: string, column: string) => void
  /** A row at the end, and the focus in its first cell. */
  readonly add: () => void
  readonly remove: (key: string) => void
  readonly copy: (key: string) => void
}

interface GridParts {
  readonly form: Form
  readonly field: Field
  readonly root: RefObject<HTMLDivElement>
  readonly columns: readonly Field[]
  /** A line can be added. */
  readonly grows: boolean
}

/** What the keys do. One object for the life of the grid, so that rows are not drawn anew for it. */
export function useGridKeys(parts: GridParts): GridKeys {
  const current = useRef(parts)
  current.current = parts
  const before = useRef<{ readonly cell: string; readonly value: unknown }>({ cell: '', value: null })
  return useMemo(() => {
    const add = () => {
      const { form, field, root, grows } = current.current
      if (!grows) return
      const at = keptLines(form.state.values, field.name).length
      form.setLines(field.name, (lines) => [...lines, newLine(form.context, field)])
      focusCell(root.current, at, 0)
    }
    const remove = (key: string) => {
      const { form, field, root } = current.current
      const at = keptLines(form.state.values, field.name).findIndex((line) => line.key === key)
      form.setLines(field.name, (lines) => removedLine(lines, key))
      focusCell(root.current, Math.max(0, at - 1), 0)
    }
    const copy = (key: string) => {
      const { form, field, root, grows } = current.current
      if (!grows) return
      const target = form.context.model.resources.get(field.target ?? '')
      const at = keptLines(form.state.values, field.name).findIndex((line) => line.key === key)
      if (target !== undefined) form.setLines(field.name, (lines) => copiedLine(lines, key, target))
      focusCell(root.current, at + 1, 0)
    }
    const onKey: GridKeys['onKey'] = (event, key, column) => {
      keepBefore(before, current.current, `${key}.${column}`)
      act({ ...current.current, add, remove, copy, before: before.current }, event, { key, column })
    }
    return { onKey, add, remove, copy }
  }, [])
}

/** Remembers what a cell held when one came to it: Escape brings it back. */
function keepBefore(
  before: { current: { readonly cell: string; readonly value: unknown } },
  { form, field }: GridParts,
  cell: string,
): void {
  if (before.current.cell === cell) return
  const [key = '', column = ''] = cell.split('.')
  const line = keptLines(form.state.values, field.name).find((each) => each.key === key)
  before.current = { cell, value: line?.[column] ?? null }
}

interface Acts extends GridParts {
  readonly add: () => void
  readonly remove: (key: string) => void
  readonly copy: (key: string) => void
  readonly before: { readonly value: unknown }
}

interface At {
  readonly key: string
  readonly column: string
}

/** Nothing fires while a word is being composed. */
function act(acts: Acts, event: KeyboardEvent<HTMLElement>, at: At): void {
  if (event.nativeEvent.isComposing || event.keyCode === 229) return
  const work = workOf(acts, event, at)
  if (work === undefined) return
  event.preventDefault()
  event.stopPropagation()
  work()
}

/** What a key does in a cell; undefined: what it always does. */
function workOf(acts: Acts, event: KeyboardEvent<HTMLElement>, at: At): (() => void) | undefined {
  const isCtrl = event.ctrlKey || event.metaKey
  if (isCtrl && event.key.toLowerCase() === 'd') return () => acts.copy(at.key)
  if (isCtrl && event.key === 'Delete') return () => acts.remove(at.key)
  if (event.altKey) return event.currentTarget instanceof HTMLSelectElement ? undefined : moveOf(acts, event.key, at)
  if (isCtrl) return undefined
  if (event.key === 'Escape')
    return () => acts.form.set({ name: at.column, line: { relation: acts.field.name, key: at.key } }, acts.before.value)
  if (event.key === 'Tab' && !event.shiftKey && isLastCell(acts, at)) return acts.add
  const walksItself = event.currentTarget instanceof HTMLTextAreaElement || event.currentTarget instanceof HTMLSelectElement
  return walksItself ? undefined : walkOf(acts, event.key, at)
}

function walkOf(acts: Acts, key: string, at: At): (() => void) | undefined {
  if (key === 'ArrowDown') return () => step(acts, at, 1)
  if (key === 'ArrowUp') return () => step(acts, at, -1)
  if (key !== 'Enter') return undefined
  return isLastRow(acts, at) ? acts.add : () => step(acts, at, 1)
}

function moveOf(acts: Acts, key: string, at: At): (() => void) | undefined {
  if (key === 'ArrowUp') return () => moveRow(acts, at, -1)
  return key === 'ArrowDown' ? () => moveRow(acts, at, 1) : undefined
}

const rowOf = ({ form, field }: GridParts, { key }: At): number =>
  keptLines(form.state.values, field.name).findIndex((line) => line.key === key)

const isLastRow = (parts: GridParts, at: At): boolean =>
  rowOf(parts, at) === keptLines(parts.form.state.values, parts.field.name).length - 1

function isLastCell(parts: GridParts, at: At): boolean {
  const editable = parts.columns.filter(({ writable }) => writable)
  return isLastRow(parts, at) && editable.at(-1)?.name === at.column
}

function step(parts: Acts, at: At, by: number): void {
  const cells = cellsOf(parts.root.current).filter((cell) => cell.dataset.column === at.column)
  cells[rowOf(parts, at) + by]?.focus()
}

/** The whole row, and the focus with it. */
function moveRow({ form, field, root }: GridParts, { key, column }: At, by: -1 | 1): void {
  const lines = keptLines(form.state.values, field.name)
  const beside = lines[lines.findIndex((line) => line.key === key) + by]
  if (beside === undefined) return
  form.setLines(field.name, (all) => movedLine(all, key, beside.key))
  requestAnimationFrame(() =>
    cellsOf(root.current)
      .find((cell) => cell.dataset.key === key && cell.dataset.column === column)
      ?.focus(),
  )
}

const cellsOf = (root: HTMLElement | null): readonly HTMLElement[] => [...(root?.querySelectorAll<HTMLElement>('[data-column]') ?? [])]

/** Once the row is drawn. */
export function focusCell(root: HTMLElement | null, row: number, column: number): void {
  requestAnimationFrame(() => {
    const cells = cellsOf(root).filter((cell) => cell.dataset.row === String(row))
    cells[column]?.focus()
  })
}
