import type { FieldModel, ResourceModel } from '../../compile/model.js'
import { type StoredRow, sameStored } from '../../compile/stored-row.js'
import { holds } from '../../expressions/evaluate.js'
import { referencesOf } from '../../expressions/references.js'
import type { FieldError } from '../../kernel/errors.js'
import { accessFor } from '../../permissions/access.js'
import { rowsOf } from '../../permissions/rows.js'
import type { Act } from './act.js'
import { type Document, lineResource, rowScope } from './document.js'

interface Reference {
  readonly field: FieldModel
  readonly id: string
  readonly at: string
  readonly row: StoredRow
  readonly resource: ResourceModel
}

/**
 * Checks references that are new or changed: the record must exist, be one the actor may read, and be one that may be chosen.
 * What the actor may not read answers as what does not exist. The rows are locked against removal until commit.
 */
export async function checkReferences(act: Act, before: Document | null, after: Document): Promise<readonly FieldError[]> {
  const changed = changedReferences(act, before, after)
  const errors: FieldError[] = []
  for (const target of new Set(changed.map((one) => one.field.target ?? ''))) {
    const resource = act.model.resources[target]
    if (resource !== undefined)
      errors.push(
        ...(await checkTarget(
          act,
          resource,
          changed.filter((one) => one.field.target === target),
        )),
      )
  }
  return [...errors, ...(await checkAbove(act, after, changed))]
}

/** More levels than any tree has. */
const deepest = 100

/** What refers to its own kind says what it lies in: following it upwards must not lead back. Rows on the way are locked, so that two changes cannot close a ring. */
async function checkAbove(act: Act, { resource, head }: Document, changed: readonly Reference[]): Promise<readonly FieldError[]> {
  const errors: FieldError[] = []
  for (const one of changed.filter(({ field, row }) => field.target === resource.name && row.id === head.id)) {
    let above: unknown = one.id
    for (let level = 0; typeof above === 'string' && above !== head.id && level < deepest; level += 1) {
      const [row] = await act.rows.share(resource, [above])
      above = row?.[one.field.name]
    }
    if (typeof above === 'string') errors.push(inItself(one))
  }
  return errors
}

function inItself({ at, field }: Reference): FieldError {
  const message = {
    zh: `${field.label.zh}不能是它自己或它的下级。`,
    en: `${field.label.en} cannot be the record itself or one below it.`,
  }
  return { at, code: 'in-itself', message }
}

async function checkTarget(act: Act, target: ResourceModel, references: readonly Reference[]): Promise<readonly FieldError[]> {
  const rows = await shareRows(
    act,
    target,
    references.map((one) => one.id),
  )
  const readable = rowsOf(accessFor(act.model, act.actor, target.name, 'read'))
  const choosing = references.flatMap((one) => (one.field.where === null ? [] : referencesOf(one.field.where).paths))
  await act.rows.follow(target, [...rows.values()], [...referencesOf(readable).paths, ...choosing])
  return references.flatMap((one) => {
    const row = rows.get(one.id)
    if (row === undefined || !holds(readable, rowScope(act, target, row))) return [missing(one, target)]
    return one.field.where === null || holds(one.field.where, rowScope(act, target, row)) ? [] : [notChoosable(one, target)]
  })
}

/** A shared lock keeps the row from being removed; writers of the same reference do not wait for each other. */
async function shareRows(act: Act, target: ResourceModel, ids: readonly string[]): Promise<ReadonlyMap<string, StoredRow>> {
  const rows = await act.rows.share(target, ids)
  return new Map(rows.map((row) => [row.id, row]))
}

function missing(one: Reference, target: ResourceModel): FieldError {
  return {
    at: one.at,
    code: 'unknown-reference',
    message: { zh: `找不到所选的${target.label.zh}。`, en: `The chosen ${target.label.en.toLowerCase()} was not found.` },
  }
}

function notChoosable(one: Reference, target: ResourceModel): FieldError {
  return {
    at: one.at,
    code: 'not-choosable',
    message: { zh: `所选的${target.label.zh}当前不可用。`, en: `The chosen ${target.label.en.toLowerCase()} cannot be used here.` },
  }
}

function changedReferences(act: Act, before: Document | null, after: Document): readonly Reference[] {
  const head = changedOf(after.resource, { before: before?.head, after: after.head, at: '' })
  const lines = Object.entries(after.lines).flatMap(([relation, rows]) => {
    const resource = lineResource(act, after.resource, relation)
    const old = new Map((before?.lines[relation] ?? []).map((row) => [row.id, row]))
    return rows.flatMap((row, index) => changedOf(resource, { before: old.get(row.id), after: row, at: `${relation}.${index}.` }))
  })
  return [...head, ...lines]
}

function changedOf(resource: ResourceModel, row: { before: StoredRow | undefined; after: StoredRow; at: string }): readonly Reference[] {
  return Object.values(resource.fields).flatMap((field) => {
    const id = row.after[field.name]
    const checked = field.kind === 'belongsTo' && !field.implicit && field.name !== resource.owner?.by
    if (!checked || typeof id !== 'string' || sameStored(id, row.before?.[field.name])) return []
    return [{ field, id, at: `${row.at}${field.name}`, row: row.after, resource }]
  })
}
