import type { StoredRow } from '../../compile/stored-row.js'
import type { Act } from './act.js'
import { type Document, known } from './document.js'

/** The document as its next version: who changed it and when; lines follow their head. */
export function stampedDocument(act: Act, before: Document, after: Document): Document {
  const stamps = { version: String(Number(before.head.version ?? 1) + 1), updatedAt: act.at, updatedBy: act.actor.id }
  const head: StoredRow = { ...after.head, ...stamps }
  return known(act, { ...after, head })
}
