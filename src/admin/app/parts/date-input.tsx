import { type InputHTMLAttributes, type ReactElement, useRef, useState } from 'react'
import { isDay } from '../../../kernel/clock.js'
import { useTexts } from '../texts/use-texts.js'
import { dayFrom } from './day-from.js'
import { Icon } from './icon.js'
import { useNarrow } from './use-narrow.js'

interface DateProps {
  /** `2026-11-22`, empty, or what is no day yet. */
  readonly value: string
  readonly onChange: (value: string) => void
  readonly common?: InputHTMLAttributes<HTMLInputElement>
}

/** A day, written `2026-11-22` as everywhere here, whatever the browser's language; typed in any usual way or picked in the browser's calendar. */
export function DateInput(props: DateProps): ReactElement {
  const narrow = useNarrow()
  const { value, onChange, common } = props
  if (!narrow) return <TypedDate {...props} />
  return <input {...common} type="date" value={value} onChange={(event) => onChange(event.target.value)} />
}

function TypedDate({ value, onChange, common }: DateProps): ReactElement {
  const { t } = useTexts()
  const calendar = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<{ readonly text: string; readonly value: string }>()
  const change = (text: string) => {
    setTyped({ text, value: dayFrom(text) })
    onChange(dayFrom(text))
  }
  return (
    <span className="date-input">
      <input
        {...common}
        type="text"
        autoComplete="off"
        placeholder={t('form.day')}
        value={typed?.value === value ? typed.text : value}
        onChange={(event) => change(event.target.value)}
        onBlur={() => setTyped(undefined)}
      />
      <input
        ref={calendar}
        type="date"
        className="calendar"
        tabIndex={-1}
        aria-hidden="true"
        value={isDay(value) ? value : ''}
        onChange={(event) => onChange(event.target.value)}
      />
      <button type="button" tabIndex={-1} aria-label={t('form.calendar')} onClick={() => calendar.current?.showPicker()}>
        <Icon name="calendar" />
      </button>
    </span>
  )
}
