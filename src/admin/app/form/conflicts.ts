import type { ApiError } from '../api/client.js'
import type { RecordView, Values } from '../model/model.js'
import { type FormState, type Line, linesOf, ownedFields } from './form-state.js'

/** A field somebody else changed meanwhile: theirs, and what is typed here. */
export interface Conflict {
  readonly field: string
  readonly theirs: unknown
  readonly mine: unknown
  readonly by: string
  readonly at: string
}

type Sent = Readonly<Record<string, unknown>>

/** Reads the conflicts of a 409: the server says the field, its value now, by whom and when. */
export function conflictsOf(state: FormState, error: ApiError): readonly Conflict[] {
  const sent = error.body.conflicts
  if (error.status !== 409 || !Array.isArray(sent)) return []
  return (sent as readonly Sent[]).map((one) => {
    const field = String(one.field)
    return { field, theirs: one.theirs ?? null, mine: mineAt(state, field), by: String(one.by ?? ''), at: String(one.at ?? '') }
  })
}

/** `dueOn`, or `lines.<id>.quantity`. */
function mineAt({ values }: FormState, path: string): unknown {
  const [head = '', id, name = ''] = path.split('.')
  return id === undefined ? values[head] : linesOf(values, head).find((line) => line.id === id)?.[name]
}

/** What is typed here over the newer record, except where theirs is kept. Lines added or taken away here stay so. */
export function merged(state: FormState, newer: RecordView, keepTheirs: ReadonlySet<string>): Values {
  const mine = [...state.touched].filter((name) => !keepTheirs.has(name))
  const head = mine.filter((name) => !name.includes('.') && !isOwned(state, name)).map((name) => [name, state.values[name]])
  const lines = ownedFields(state.resource).map(({ name }) => [name, mergedLines(state, linesOf(newer, name), { relation: name, mine })])
  return { ...newer, ...Object.fromEntries(head), ...Object.fromEntries(lines) }
}

const isOwned = ({ resource }: FormState, name: string): boolean => ownedFields(resource).some((field) => field.name === name)

function mergedLines(
  state: FormState,
  newer: readonly Line[],
  { relation, mine }: { readonly relation: string; readonly mine: readonly string[] },
): readonly Line[] {
  const here = linesOf(state.values, relation)
  const known = newer.map((line): Line => {
    const own = here.find(({ id }) => id === line.id)
    const before = `${relation}.${String(line.id)}.`
    const typed = mine.filter((name) => name.startsWith(before)).map((name) => name.slice(before.length))
    const changes = Object.fromEntries(typed.map((name) => [name, own?.[name]]))
    return { ...line, ...changes, key: String(line.id), ...(own?.remove === true && { remove: true }) }
  })
  return [...known, ...here.filter(({ id }) => id === undefined)]
}
