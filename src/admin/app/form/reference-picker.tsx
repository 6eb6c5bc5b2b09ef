import { type InputHTMLAttributes, type KeyboardEvent, type ReactElement, useContext, useEffect, useId, useRef, useState } from 'react'
import type { Expression } from '../../../expressions/tree.js'
import type { Reference } from '../model/model.js'
import { useModel } from '../model/model-store.js'
import { useTexts } from '../texts/use-texts.js'
import { ChoiceList } from './choice-list.js'
import { type Choice, type Choices, useChoices } from './choices.js'
import { CreationContext } from './creation.js'

export interface PickerProps {
  /** What a screen reader calls it. */
  readonly name: string
  readonly target: string
  /** Which of its records may be chosen; all when not said. */
  readonly where?: Expression | null
  /** A text is what was pasted or typed and not found. */
  readonly value: Reference | string | null
  readonly onPick: (reference: Reference | null) => void
  readonly id?: string
  readonly invalid?: boolean
  readonly required?: boolean
  readonly describedBy?: string
  /** Keys the list did not use: a grid walks with them. */
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
  readonly data?: Readonly<Record<string, string>>
}

const labelOf = (value: Reference | string | null): string => (typeof value === 'string' ? value : (value?.label ?? ''))

/** Finds a record by name, code or pinyin: the server searches, the first ten are shown. */
export function ReferencePicker(props: PickerProps): ReactElement {
  const input = useRef<HTMLInputElement>(null)
  const { typed, type, list, keys, create, creating, endCreating } = usePicker(props)
  return (
    <div className="picker">
      <input
        ref={input}
        {...attributesOf(props, list)}
        value={typed ?? labelOf(props.value)}
        onChange={(event) => type(event.target.value)}
        onClick={() => list.open || keys.start()}
        onFocus={(event) => event.target.select()}
        onBlur={keys.leave}
        onKeyDown={(event) => onPickerKey(event, keys)}
      />
      {typed !== undefined && <ChoiceList {...list} anchor={input} onPick={keys.pick} onCreate={create} typed={typed} />}
      {creating !== undefined && <Creation {...props} typed={creating} onEnd={endCreating} />}
      <PickerHint loading={list.open && list.choices.loading} />
    </div>
  )
}

/** Closed while nothing is typed or asked for; what is typed is undefined then. */
function usePicker(props: PickerProps) {
  const { onPick, target } = props
  const id = useId()
  const [typed, setTyped] = useState<string>()
  const [creating, setCreating] = useState<string>()
  const { choices, active, setActive } = useActiveChoice(props, typed)
  const canCreate = useContext(CreationContext) !== null
  const mayCreate = useModel().resources.get(target)?.can.has('create') === true
  const creatable = canCreate && mayCreate
  const open = typed !== undefined
  const close = () => setTyped(undefined)
  const pick = (choice: Choice) => {
    close()
    onPick(choice.reference)
  }
  const create = () => {
    setCreating(typed)
    close()
  }
  const { wait, leave } = useWaiting(choices, typed, { pick, close })
  const type = (text: string) => {
    if (text === '') onPick(null)
    setTyped(text)
  }
  const list = { id, choices, active, open }
  const atHand = choices.stale ? [] : choices.data
  const keys = { open, choices: atHand, active, setActive, pick, wait, close, leave, start: () => setTyped(''), onOther: props.onKeyDown }
  return { typed, type, list, keys, create: creatable ? create : undefined, creating, endCreating: () => setCreating(undefined) }
}

/** What is offered, and which of it the arrows stand on: a new list starts at its top. */
function useActiveChoice({ target, where }: PickerProps, typed: string | undefined) {
  const choices = useChoices({ target, where: where ?? null }, typed)
  const [active, setActive] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list starts at its top
  useEffect(() => setActive(0), [choices.data])
  return { choices, active, setActive }
}

interface Awaited {
  readonly typed: string | undefined
  /** By Tab: the focus is elsewhere when the answer comes. */
  readonly leaving: boolean
}

/** Enter or Tab that came before the answer, as from a scanner or a fast hand, counts once the answer is there. */
function useWaiting({ data, stale }: Choices, typed: string | undefined, { pick, close }: Pick<Keys, 'pick' | 'close'>) {
  const [awaited, setAwaited] = useState<Awaited>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: it waits for the answer alone
  useEffect(() => {
    if (awaited === undefined || stale) return
    setAwaited(undefined)
    const [first] = data
    if (awaited.typed === typed && first !== undefined) pick(first)
    else if (awaited.leaving) close()
  }, [awaited, stale])
  const wait = stale ? (leaving: boolean) => setAwaited({ typed, leaving }) : undefined
  return { wait, leave: () => awaited?.leaving === true || close() }
}

interface OpenList {
  readonly id: string
  readonly choices: { readonly data: readonly Choice[] }
  readonly active: number
  readonly open: boolean
}

function attributesOf(props: PickerProps, { id, choices, active, open }: OpenList): InputHTMLAttributes<HTMLInputElement> {
  return {
    ...props.data,
    id: props.id,
    type: 'text',
    role: 'combobox',
    autoComplete: 'off',
    'aria-label': props.id === undefined ? props.name : undefined,
    'aria-expanded': open,
    'aria-controls': id,
    'aria-autocomplete': 'list',
    'aria-activedescendant': open && choices.data[active] !== undefined ? `${id}-${active}` : undefined,
    'aria-invalid': props.invalid || undefined,
    'aria-required': props.required || undefined,
    'aria-describedby': props.describedBy,
  }
}

function Creation({
  target,
  typed,
  onPick,
  onEnd,
}: PickerProps & { readonly typed: string; readonly onEnd: () => void }): ReactElement | null {
  const pick = (reference: Reference) => {
    onEnd()
    onPick(reference)
  }
  const Create = useContext(CreationContext)
  return Create === null ? null : <Create target={target} typed={typed} onClose={onEnd} onCreated={pick} />
}

function PickerHint({ loading }: { readonly loading: boolean }): ReactElement | null {
  const { t } = useTexts()
  return loading ? (
    <span className="sr-only" role="status">
      {t('loading')}
    </span>
  ) : null
}

interface Keys {
  readonly open: boolean
  readonly choices: readonly Choice[]
  readonly active: number
  readonly setActive: (index: number) => void
  readonly pick: (choice: Choice) => void
  /** For the answer to what is typed; undefined when it is there. */
  readonly wait: ((leaving: boolean) => void) | undefined
  readonly close: () => void
  readonly leave: () => void
  readonly start: () => void
  readonly onOther: ((event: KeyboardEvent<HTMLInputElement>) => void) | undefined
}

/** Arrows walk the list, Enter picks, Tab picks and goes on, Escape leaves what was there. Nothing fires during composition. */
function onPickerKey(event: KeyboardEvent<HTMLInputElement>, keys: Keys): void {
  if (event.nativeEvent.isComposing || event.keyCode === 229) return
  if (event.altKey && event.key === 'ArrowDown') keys.start()
  else if (!keys.open) keys.onOther?.(event)
  else if (!onListKey(event, keys)) keys.onOther?.(event)
}

/** @returns true when the open list used the key up */
function onListKey(event: KeyboardEvent<HTMLInputElement>, { choices, active, setActive, pick, wait, close }: Keys): boolean {
  const chosen = choices[active]
  if (event.key === 'Tab' && event.currentTarget.value !== '') {
    if (chosen !== undefined) pick(chosen)
    else wait?.(true)
  }
  const work = listWork(event.key, { chosen, last: choices.length - 1, active, setActive, pick, wait, close })
  if (work === undefined) return false
  event.preventDefault()
  event.stopPropagation()
  work()
  return true
}

interface ListWork extends Pick<Keys, 'active' | 'setActive' | 'pick' | 'wait' | 'close'> {
  readonly chosen: Choice | undefined
  readonly last: number
}

function listWork(key: string, { chosen, last, active, setActive, pick, wait, close }: ListWork): (() => void) | undefined {
  if (key === 'ArrowDown') return () => setActive(Math.min(last, active + 1))
  if (key === 'ArrowUp') return () => setActive(Math.max(0, active - 1))
  if (key === 'Escape') return close
  if (key !== 'Enter') return undefined
  if (chosen !== undefined) return () => pick(chosen)
  return wait && (() => wait(false))
}
