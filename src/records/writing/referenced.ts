import type { FieldModel, ResourceModel } from '../../compile/model.js'
import { ConflictError } from '../../kernel/errors.js'
import { canSee } from '../../permissions/access.js'
import type { Act } from './act.js'
import { type Document, lineResource } from './document.js'

interface ReferenceList {
  readonly resource: string
  readonly label: { readonly zh: string; readonly en: string }
  readonly ids: readonly string[]
}

/** How many referring rows are named, for each field that refers. */
const mostNamed = 20

/** @throws ConflictError `referenced` with `extra.references`: what refers to it, as far as the actor may know */
export async function assertUnreferenced(act: Act, document: Document): Promise<void> {
  await assertFree(act, document, [
    { resource: document.resource, ids: [document.head.id] },
    ...ownedTargets(act, document.resource, document.lines),
  ])
}

/** Lines that a change takes away. @throws ConflictError `referenced` as when the whole is removed */
export async function assertLinesUnreferenced(act: Act, before: Document, after: Document): Promise<void> {
  const gone = Object.entries(before.lines).map(([relation, rows]) => {
    const kept = new Set(after.lines[relation]?.map(({ id }) => id))
    return [relation, rows.filter(({ id }) => !kept.has(id))] as const
  })
  await assertFree(act, before, ownedTargets(act, before.resource, Object.fromEntries(gone)))
}

interface Target {
  readonly resource: ResourceModel
  readonly ids: readonly string[]
}

async function assertFree(act: Act, document: Document, targets: readonly Target[]): Promise<void> {
  const references: ReferenceList[] = []
  for (const target of targets) references.push(...(await referencesTo(act, document, target)))
  if (references.length === 0) return
  const visible = references.filter((one) => canSee(act.model, act.actor, one.resource))
  const names = visible.map((one) => one.label)
  const zh = names.map((name) => name.zh).join('、') || '其他记录'
  const en = names.map((name) => name.en.toLowerCase()).join(', ') || 'other records'
  throw new ConflictError(
    'referenced',
    { zh: `仍被${zh}引用，不能删除。`, en: `It is still used by: ${en}.` },
    { extra: { references: visible } },
  )
}

function ownedTargets(act: Act, resource: ResourceModel, lines: Document['lines']): readonly Target[] {
  return Object.entries(lines).flatMap(([relation, rows]) =>
    rows.length === 0 ? [] : [{ resource: lineResource(act, resource, relation), ids: rows.map((row) => row.id) }],
  )
}

async function referencesTo(act: Act, document: Document, target: Target): Promise<readonly ReferenceList[]> {
  const found: ReferenceList[] = []
  for (const resource of Object.values(act.model.resources)) {
    for (const field of Object.values(resource.fields)) {
      const own = resource.owner?.resource === document.resource.name && field.name === resource.owner.by
      if (field.kind !== 'belongsTo' || field.implicit || field.target !== target.resource.name || own) continue
      const ids = await referring(act, { resource, field }, target.ids)
      if (ids.length > 0) found.push({ resource: resource.name, label: resource.label, ids })
    }
  }
  return found
}

async function referring(
  act: Act,
  from: { resource: ResourceModel; field: FieldModel },
  ids: readonly string[],
): Promise<readonly string[]> {
  const { quote } = act.tx.dialect
  const sql = `SELECT id FROM ${quote(from.resource.table)} WHERE ${quote(from.field.column ?? '')} IN (${ids.map(() => '?').join(', ')}) LIMIT ${mostNamed}`
  return (await act.tx.query<{ id: string }>(sql, [...ids])).map((row) => row.id)
}
