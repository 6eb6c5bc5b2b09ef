import type { FieldModel, ResourceModel } from '../../compile/model.js'
import { type StoredRow, sameStored } from '../../compile/stored-row.js'
import { holds } from '../../expressions/evaluate.js'
import type { Scope } from '../../expressions/scope.js'
import type { FieldError } from '../../kernel/errors.js'
import { inOrder } from '../line-order.js'
import type { Act } from './act.js'
import { type Document, headScope, lineResource, rowScope } from './document.js'

/** Everything that is wrong with a document as it would be saved. */
export function checkDocument(act: Act, document: Document): readonly FieldError[] {
  const head = checkRow(document.resource, { row: document.head, scope: headScope(act, document), at: '' })
  const lines = Object.entries(document.lines).flatMap(([relation, rows]) => {
    const resource = lineResource(act, document.resource, relation)
    return rows.flatMap((row, index) => checkRow(resource, { row, scope: rowScope(act, resource, row), at: `${relation}.${index}.` }))
  })
  return [...head, ...tooFew(act, document), ...lines]
}

interface Checked {
  readonly row: StoredRow
  readonly scope: Scope
  readonly at: string
}

function checkRow(resource: ResourceModel, checked: Checked): readonly FieldError[] {
  const required = Object.values(resource.fields).filter((field) => isMissing(field, checked) && isDemanded(field, checked.scope))
  const missing = required.map((field) => ({
    at: `${checked.at}${field.name}`,
    code: 'required',
    message: { zh: `请填写${field.label.zh}。`, en: `${field.label.en} is required.` },
  }))
  const broken = resource.rules.filter((rule) => isBroken(rule.must, checked.scope))
  return [
    ...missing,
    ...broken.map((rule) => ({ at: `${checked.at}${rule.at ?? ''}`.replace(/\.$/, ''), code: rule.name, message: rule.message })),
  ]
}

/** A rule whose fields are not filled in yet is not broken: it is unknown, and what is required says so itself. */
function isBroken(must: Parameters<typeof holds>[0], scope: Scope): boolean {
  return holds({ op: 'not', operand: must }, scope)
}

/** What nobody is shown, nobody can fill in. */
export const isDemanded = ({ required, visible }: FieldModel, scope: Scope): boolean => holds(required, scope) && holds(visible, scope)

function isMissing(field: FieldModel, checked: Checked): boolean {
  return field.column !== null && field.formula === null && field.sequence === null && (checked.row[field.name] ?? null) === null
}

function tooFew(act: Act, document: Document): readonly FieldError[] {
  return document.resource.ownedRelations.flatMap((relation) => {
    const field = document.resource.fields[relation]
    const least = field?.relation?.atLeast ?? 0
    if (field === undefined || (document.lines[relation] ?? []).length >= least || !holds(field.visible, headScope(act, document)))
      return []
    return [
      {
        at: relation,
        code: 'too-few',
        message: { zh: `${field.label.zh}至少要有 ${least} 行。`, en: `${field.label.en} needs at least ${least} line(s).` },
      },
    ]
  })
}

/** Fields that were changed although they may not be changed now. */
export function checkChangeable(act: Act, before: Document, after: Document): readonly FieldError[] {
  const head = frozenOf(before.resource, { before: before.head, after: after.head, scope: headScope(act, before), at: '' })
  const lines = before.resource.ownedRelations.flatMap((relation) => frozenLines(act, { relation, before, after }))
  return [...head, ...lines]
}

function frozenLines(act: Act, at: { relation: string; before: Document; after: Document }): readonly FieldError[] {
  const field = at.before.resource.fields[at.relation]
  const resource = lineResource(act, at.before.resource, at.relation)
  const old = new Map((at.before.lines[at.relation] ?? []).map((row) => [row.id, row]))
  const now = at.after.lines[at.relation] ?? []
  const changed = isMoved(resource, [...old.values()], now) || now.some((row) => isOther(resource, old.get(row.id), row))
  if (field !== undefined && changed && !holds(field.changeable, headScope(act, at.before))) return [frozen(at.relation, field)]
  return now.flatMap((row, index) => {
    const before = old.get(row.id)
    return before === undefined
      ? []
      : frozenOf(resource, { before, after: row, scope: rowScope(act, resource, before), at: `${at.relation}.${index}.` })
  })
}

/** Lines are not the same ones in the same order. */
function isMoved(resource: ResourceModel, before: readonly StoredRow[], after: readonly StoredRow[]): boolean {
  const now = inOrder(resource, after)
  return before.length !== now.length || inOrder(resource, before).some(({ id }, index) => id !== now[index]?.id)
}

function isOther(resource: ResourceModel, before: StoredRow | undefined, after: StoredRow): boolean {
  return (
    before === undefined ||
    Object.values(resource.fields).some((field) => field.writable && !sameStored(before[field.name], after[field.name]))
  )
}

function frozenOf(resource: ResourceModel, rows: { before: StoredRow; after: StoredRow; scope: Scope; at: string }): readonly FieldError[] {
  return Object.values(resource.fields).flatMap((field) => {
    const touched = field.writable && field.kind !== 'hasMany' && !sameStored(rows.before[field.name], rows.after[field.name])
    return touched && !holds(field.changeable, rows.scope) ? [frozen(`${rows.at}${field.name}`, field)] : []
  })
}

function frozen(at: string, field: FieldModel): FieldError {
  return {
    at,
    code: 'not-changeable',
    message: { zh: `${field.label.zh}在当前状态下不能修改。`, en: `${field.label.en} cannot be changed in this state.` },
  }
}
