import { ApiError } from '../api/client.js'
import type { RecordView, Values } from '../model/model.js'
import type { FormState } from './form-state.js'

/** A field somebody else changed meanwhile: theirs, and what is typed here. */
export interface Conflict {
  readonly field: string
  readonly theirs: unknown
  readonly mine: unknown
  readonly by: string
  readonly at: string
}

type Sent = Readonly<Record<string, unknown>>

/** Reads the conflicts of a 409; the server says the field, and its value now where the reader may see it. */
export function conflictsOf(state: FormState, error: ApiError): readonly Conflict[] {
  const sent = error.body.conflicts
  if (error.status !== 409 || !Array.isArray(sent)) return []
  return (sent as readonly (Sent | string)[]).map((one) => conflictFrom(state, typeof one === 'string' ? { field: one } : one))
}

function conflictFrom(state: FormState, sent: Sent): Conflict {
  const field = String(sent.field ?? sent.at ?? '')
  const by = sent.by ?? sent.updatedBy
  const who = typeof by === 'object' && by !== null && 'label' in by ? String(by.label) : String(by ?? '')
  return { field, theirs: sent.theirs ?? sent.current ?? sent.now ?? null, mine: state.values[field], by: who, at: String(sent.updatedAt ?? sent.when ?? '') }
}

/** What is typed here over the newer record, except where theirs is kept. */
export function merged(state: FormState, newer: RecordView, keepTheirs: ReadonlySet<string>): Values {
  const mine = [...state.touched].filter((name) => !name.includes('.') && !keepTheirs.has(name)).map((name) => [name, state.values[name]])
  return { ...newer, ...Object.fromEntries(mine) }
}
