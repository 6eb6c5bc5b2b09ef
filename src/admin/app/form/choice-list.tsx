import { type ReactElement, useLayoutEffect, useRef } from 'react'
import type { ApiError } from '../api/client.js'
import { Icon } from '../parts/icon.js'
import { useReason } from '../parts/states.js'
import { useTexts } from '../texts/use-texts.js'
import type { Choice, Choices } from './choices.js'

interface ListProps {
  readonly id: string
  readonly open: boolean
  readonly anchor: { readonly current: HTMLElement | null }
  readonly choices: Choices
  readonly active: number
  readonly typed: string
  readonly onPick: (choice: Choice) => void
  readonly onCreate: (() => void) | undefined
}

/** The list under a picker, in the browser's top layer so that no scrolling box cuts it. */
export function ChoiceList({ id, anchor, choices, active, typed, onPick, onCreate }: ListProps): ReactElement {
  const { t } = useTexts()
  const element = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => place(element.current, anchor.current))
  return (
    <div ref={element} className="choice-panel" {...topLayer} onPointerDown={(event) => event.preventDefault()}>
      <div id={id} role="listbox" aria-label={t('form.choices')} aria-busy={choices.stale} className="choice-list">
        {choices.data.map((choice, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the input, aria-activedescendant says where one is
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input hears the keys
          <div
            key={choice.reference.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className="choice"
            onClick={() => onPick(choice)}
          >
            <span>{choice.reference.label}</span>
            {choice.detail !== '' && <span className="muted">{choice.detail}</span>}
          </div>
        ))}
      </div>
      {choices.error !== undefined && <ListError error={choices.error} />}
      {choices.error === undefined && !choices.loading && choices.data.length === 0 && (
        <p className="muted choice-note">{t('form.noChoice')}</p>
      )}
      {onCreate !== undefined && (
        <button type="button" className="choice create" tabIndex={-1} onClick={onCreate}>
          <Icon name="plus" size={14} />
          <span>{typed === '' ? t('form.createNew') : t('form.createNamed', { name: typed })}</span>
        </button>
      )}
    </div>
  )
}

/** React 18 does not know the attribute yet and hands it on as it is. */
const topLayer = { popover: 'manual' } as object

function ListError({ error }: { readonly error: ApiError }): ReactElement {
  return <p className="error-text choice-note">{useReason(error)}</p>
}

function place(panel: HTMLElement | null, anchor: HTMLElement | null): void {
  if (panel === null || anchor === null) return
  if (!panel.matches(':popover-open')) panel.showPopover()
  const box = anchor.getBoundingClientRect()
  const width = Math.max(box.width, 260)
  panel.style.width = `${Math.min(width, window.innerWidth - 16)}px`
  panel.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - width - 8))}px`
  const above = window.innerHeight - box.bottom < 260 && box.top > 260
  panel.style.top = above ? 'auto' : `${box.bottom + 4}px`
  panel.style.bottom = above ? `${window.innerHeight - box.top + 4}px` : 'auto'
}
