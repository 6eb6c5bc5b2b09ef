import { type Act, resourceIn } from './act.js'
import { type Document, lockDocument } from './document.js'
import { followDocument } from './follow.js'

/** The documents a field points at: the one a reference names, or all that refer here through a hasMany. Locked, by id. */
export async function relatedTo(act: Act, document: Document, name: string): Promise<readonly Document[]> {
  const field = document.resource.fields[name]
  if (field === undefined || field.target === null) return []
  const target = resourceIn(act.model, field.target)
  const ids = field.relation === null ? referred(document.head[name]) : await referring(act, document, name)
  const found: Document[] = []
  for (const id of ids) {
    const related = await lockDocument(act, target, id)
    await followDocument(act, related)
    found.push(related)
  }
  return found
}

const referred = (id: unknown): readonly string[] => (typeof id === 'string' ? [id] : [])

async function referring(act: Act, document: Document, name: string): Promise<readonly string[]> {
  const field = document.resource.fields[name]
  const target = resourceIn(act.model, field?.target ?? '')
  const column = target.fields[field?.relation?.by ?? '']?.column ?? ''
  const { quote } = act.tx.dialect
  const rows = await act.tx.query<{ id: string }>(`SELECT id FROM ${quote(target.table)} WHERE ${quote(column)} = ? ORDER BY id`, [
    document.head.id,
  ])
  return rows.map((row) => row.id)
}
