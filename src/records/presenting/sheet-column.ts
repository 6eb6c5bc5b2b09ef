/** How fields stand in a file that leaves the house: their labels, formats and cells. Shared by exports and reports. */
import type { FieldModel, Model } from '../../compile/model.js'
import type { FieldKind } from '../../define/field.js'
import { type Locale, textIn } from '../../kernel/texts.js'
import { accessFor } from '../../permissions/access.js'
import type { Actor } from '../../permissions/actor.js'
import type { SheetFormat } from '../../sheets/sheet.js'
import { visibleField } from '../reading/wanted.js'

/** A column of a file, before its label is put into a language. */
export interface ShownColumn {
  readonly path: readonly string[]
  /** The fields along the path; the last one is shown. */
  readonly fields: readonly FieldModel[]
}

/** @returns undefined when any step is hidden from the actor, unknown, or many rows */
export function shownColumn(model: Model, actor: Actor, resource: string, path: readonly string[]): ShownColumn | undefined {
  const fields: FieldModel[] = []
  let here = resource
  for (const name of path) {
    const field = visibleField(model, actor, { access: accessFor(model, actor, here, 'read'), path: [name] })
    if (field === undefined || field.kind === 'hasMany') return undefined
    fields.push(field)
    here = field.target ?? ''
  }
  return fields.length === 0 ? undefined : { path, fields }
}

/** `客户·区域`. */
export function labelOf({ fields }: ShownColumn, locale: Locale): string {
  return fields.map((field) => textIn(locale, field.label)).join('·')
}

export function fieldOf({ fields }: ShownColumn): FieldModel {
  const field = fields.at(-1)
  if (field === undefined) throw new Error('a column without a field')
  return field
}

const formats: Partial<Readonly<Record<FieldKind, SheetFormat>>> = {
  integer: 'integer',
  decimal: 'quantity',
  quantity: 'quantity',
  money: 'money',
  unitPrice: 'unitPrice',
  percent: 'percent',
  date: 'date',
  instant: 'instant',
  boolean: 'boolean',
  phone: 'code',
  sequence: 'code',
  text: 'code',
  select: 'text',
}

/** Plain text is a code too: a number written as text must not lose its leading zeros or its last digits. */
export function sheetFormatOf(kind: FieldKind): SheetFormat {
  return formats[kind] ?? 'text'
}
