import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../api/client.js'
import type { LiveContext } from '../model/live.js'
import type { RecordView, Resource, Values } from '../model/model.js'
import { textsNow } from '../texts/use-texts.js'
import { checkForm } from './check-form.js'
import { textsOf } from './complaint-texts.js'
import {
  type FormState,
  follow,
  keptLines,
  type Line,
  linesOf,
  openForm,
  ownedFields,
  type Place,
  recompute,
  unknownReferences,
  withLines,
  withValue,
} from './form-state.js'
import { useLive } from './use-live.js'

export interface Form {
  readonly state: FormState
  readonly context: LiveContext
  /** Somebody wrote something since the form was opened or saved. */
  readonly dirty: boolean
  readonly set: (place: Place, value: unknown) => void
  readonly setLines: (relation: string, change: (lines: readonly Line[]) => readonly Line[]) => void
  readonly setErrors: (errors: ReadonlyMap<string, string>) => void
  /** Marks anew what is wrong in these rows; what is marked elsewhere stays. */
  readonly markRows: (relation: string, keys: readonly string[]) => void
  /** Starts anew from what the server says. */
  readonly restart: (base: RecordView | null) => void
  /** Keeps what was typed over a newer record of the server. */
  readonly rebase: (base: RecordView, values: Values) => void
}

/** A form over one record. Records that references point at are read once, and what follows from them follows then. */
export function useForm(resource: Resource, base: RecordView | null, given?: Values): Form {
  const live = useLive(base === null)
  const context = useRef(live.context)
  context.current = live.context
  const [state, setState] = useState(() => openForm(live.context, live.context.model.resources.get(resource.name) ?? resource, base, given))
  useKnownRecords(state, setState, live)
  const set = useCallback((place: Place, value: unknown) => setState((before) => withValue(context.current, before, place, value)), [])
  const setLines = useCallback(
    (relation: string, change: (lines: readonly Line[]) => readonly Line[]) =>
      setState((before) => withLines(context.current, before, relation, change(linesOf(before.values, relation)))),
    [],
  )
  const setErrors = useCallback((errors: ReadonlyMap<string, string>) => setState((before) => ({ ...before, errors })), [])
  const markRows = useCallback(
    (relation: string, keys: readonly string[]) => setState((before) => withRowsMarked(context.current, before, relation, keys)),
    [],
  )
  const restart = useCallback((next: RecordView | null) => setState((before) => openForm(context.current, before.resource, next)), [])
  const rebase = useCallback(
    (next: RecordView, values: Values) => setState((before) => recompute(context.current, { ...before, base: next, values })),
    [],
  )
  return { state, context: live.context, dirty: state.touched.size > 0, set, setLines, setErrors, markRows, restart, rebase }
}

function withRowsMarked(context: LiveContext, state: FormState, relation: string, keys: readonly string[]): FormState {
  const rows = keptLines(state.values, relation).flatMap(({ key }, index) => (keys.includes(key) ? [`${relation}.${index}.`] : []))
  const isInRows = (at: string) => rows.some((row) => at.startsWith(row))
  const wrong = checkForm(context, state).filter(({ at }) => isInRows(at))
  const elsewhere = [...state.errors].filter(([at]) => !isInRows(at))
  return { ...state, errors: new Map([...elsewhere, ...textsOf(wrong, textsNow())]) }
}

type Live = ReturnType<typeof useLive>
type SetState = (change: (before: FormState) => FormState) => void

function useKnownRecords(state: FormState, setState: SetState, { context, learn }: Live): void {
  const asked = useRef(new Set<string>())
  const missing = unknownReferences(context, state).filter((key) => context.model.resources.has(key.split('/')[0] ?? ''))
  const key = missing.join(',')
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks once for every new reference
  useEffect(() => {
    for (const each of missing.filter((one) => !asked.current.has(one))) {
      asked.current.add(each)
      call<Values>(`/records/${each}`).then(
        (values) => learn(each, values),
        () => learn(each, {}),
      )
    }
  }, [key])
  useEffect(() => setState((before) => followKnown(context, before)), [context, setState])
}

/** Gives every reference whose record has just become known a chance to fill what follows from it. */
function followKnown(context: LiveContext, state: FormState): FormState {
  if (context.known.size === 0) return state
  if (state.base !== null && state.touched.size === 0) return recompute(context, state)
  const touched = [...state.touched]
  const head = state.resource.fields
    .filter((field) => field.kind === 'belongsTo' && touched.includes(field.name))
    .map(({ name }): Place => ({ name }))
  const lines = ownedFields(state.resource).flatMap(({ name: relation }) =>
    linesOf(state.values, relation).flatMap(({ key }) => {
      const before = `${relation}.${key}.`
      return touched
        .filter((each) => each.startsWith(before))
        .map((each): Place => ({ name: each.slice(before.length), line: { relation, key } }))
    }),
  )
  return recompute(
    context,
    [...head, ...lines].reduce((before, place) => follow(context, before, place), state),
  )
}
