import { type KeyboardEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import type { Expression } from '../../../expressions/tree.js'
import { useTexts } from '../texts/use-texts.js'
import { useModel } from '../model/model-store.js'
import type { Reference } from '../model/model.js'
import { type Choice, useChoices } from './choices.js'
import { ChoiceList } from './choice-list.js'
import { QuickCreate } from './quick-create.js'

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
  const { value, onPick, target } = props
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<string>()
  const [active, setActive] = useState(0)
  const [creating, setCreating] = useState<string>()
  const open = typed !== undefined
  const choices = useChoices({ target, where: props.where ?? null }, typed)
  const creatable = useModel().resources.get(target)?.can.has('create') === true
  useEffect(() => setActive(0), [choices.data])
  const close = () => setTyped(undefined)
  const pick = (choice: Choice) => {
    close()
    onPick(choice.reference)
  }
  const create = () => {
    setCreating(typed)
    close()
  }
  const keys = { open, choices: choices.data, active, setActive, pick, close, onOther: props.onKeyDown }
  return (
    <div className="picker">
      <input
        ref={input}
        {...props.data}
        id={props.id}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-label={props.id === undefined ? props.name : undefined}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && choices.data[active] !== undefined ? `${listId}-${active}` : undefined}
        aria-invalid={props.invalid || undefined}
        aria-required={props.required || undefined}
        aria-describedby={props.describedBy}
        value={typed ?? labelOf(value)}
        onChange={(event) => (event.target.value === '' ? (onPick(null), setTyped('')) : setTyped(event.target.value))}
        onClick={() => open || setTyped('')}
        onFocus={(event) => event.target.select()}
        onBlur={close}
        onKeyDown={(event) => onPickerKey(event, { ...keys, start: () => setTyped('') })}
      />
      {open && <ChoiceList id={listId} anchor={input} choices={choices} active={active} onPick={pick} onCreate={creatable ? create : undefined} typed={typed} />}
      {creating !== undefined && <QuickCreate target={target} typed={creating} onClose={() => setCreating(undefined)} onCreated={(reference) => (setCreating(undefined), onPick(reference))} />}
      <PickerHint loading={open && choices.loading} />
    </div>
  )
}

function PickerHint({ loading }: { readonly loading: boolean }): ReactElement | null {
  const { t } = useTexts()
  return loading ? <span className="sr-only" role="status">{t('loading')}</span> : null
}

interface Keys {
  readonly open: boolean
  readonly choices: readonly Choice[]
  readonly active: number
  readonly setActive: (index: number) => void
  readonly pick: (choice: Choice) => void
  readonly close: () => void
  readonly start: () => void
  readonly onOther: ((event: KeyboardEvent<HTMLInputElement>) => void) | undefined
}

/** Arrows walk the list, Enter picks, Tab picks and goes on, Escape leaves what was there. Nothing fires during composition. */
function onPickerKey(event: KeyboardEvent<HTMLInputElement>, { open, choices, active, setActive, pick, close, start, onOther }: Keys): void {
  if (event.nativeEvent.isComposing || event.keyCode === 229) return
  const chosen = choices[active]
  if (event.altKey && event.key === 'ArrowDown') return start()
  if (!open) return onOther?.(event)
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault()
    const step = event.key === 'ArrowDown' ? 1 : -1
    return setActive(Math.max(0, Math.min(choices.length - 1, active + step)))
  }
  if (event.key === 'Escape') {
    event.preventDefault()
    event.stopPropagation()
    return close()
  }
  if (event.key === 'Enter' && chosen !== undefined) {
    event.preventDefault()
    return pick(chosen)
  }
  if (event.key === 'Tab' && chosen !== undefined && event.currentTarget.value !== '') pick(chosen)
  onOther?.(event)
}
