import { type ReactElement, useId, useState } from 'react'
import { isDay } from '../../../kernel/clock.js'
import { ReferencePicker } from '../form/reference-picker.js'
import type { Field } from '../model/model.js'
import { dayOfInstant, instantFrom, lastInstantOf } from '../parts/company-instant.js'
import { DateInput } from '../parts/date-input.js'
import { useTexts } from '../texts/use-texts.js'
import { rangeOf, shapeOf } from './filters.js'
import { useReference } from './use-reference.js'

interface EditorProps {
  readonly field: Field
  readonly test: unknown
  /** `undefined`: no filter on this field. */
  readonly onChange: (test: unknown) => void
}

export function FilterEditor(props: EditorProps): ReactElement {
  switch (shapeOf(props.field)) {
    case 'choices':
      return <Choices {...props} />
    case 'reference':
      return <ReferenceTest {...props} />
    case 'range':
      return <RangeTest {...props} />
    case 'yesNo':
      return <YesNo {...props} />
    default:
      return <TextTest {...props} />
  }
}

function Choices({ field, test, onChange }: EditorProps): ReactElement {
  const { label } = useTexts()
  const chosen = Array.isArray(test) ? test.map(String) : test === undefined ? [] : [String(test)]
  const toggle = (value: string) => {
    const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]
    onChange(next.length === 0 ? undefined : next)
  }
  return (
    <fieldset className="choices">
      <legend className="sr-only">{label(field.label)}</legend>
      {field.options.map((option) => (
        <label key={option.value}>
          <input type="checkbox" checked={chosen.includes(option.value)} onChange={() => toggle(option.value)} />
          <span>{label(option.label)}</span>
        </label>
      ))}
    </fieldset>
  )
}

function ReferenceTest({ field, test, onChange }: EditorProps): ReactElement {
  const { label } = useTexts()
  const known = useReference(field.target, typeof test === 'string' ? test : undefined)
  return (
    <ReferencePicker name={label(field.label)} target={field.target ?? ''} value={known} onPick={(reference) => onChange(reference?.id)} />
  )
}

/** A range of instants is one of whole days. */
const ends = { gte: instantFrom, lte: lastInstantOf } as const

function RangeTest({ field, test, onChange }: EditorProps): ReactElement {
  const { t } = useTexts()
  const range = rangeOf(test)
  const isTime = field.kind === 'date' || field.kind === 'instant'
  const change = (part: 'gte' | 'lte', value: string) => {
    const { [part]: _before, ...rest } = range
    const next = value === '' ? rest : { ...rest, [part]: field.kind === 'instant' ? ends[part](value) : value }
    onChange(Object.keys(next).length === 0 ? undefined : next)
  }
  const shown = (value: string | undefined) => (value !== undefined && field.kind === 'instant' ? dayOfInstant(value) : value) ?? ''
  return (
    <div className="range">
      <End label={t('from')} isTime={isTime} value={shown(range.gte)} onChange={(value) => change('gte', value)} />
      <End label={t('until')} isTime={isTime} value={shown(range.lte)} onChange={(value) => change('lte', value)} />
    </div>
  )
}

interface EndProps {
  readonly label: string
  readonly isTime: boolean
  readonly value: string
  readonly onChange: (value: string) => void
}

/** One end of a range. A day counts when it is whole. */
function End({ label, isTime, value, onChange }: EndProps): ReactElement {
  const id = useId()
  const [typed, setTyped] = useState<string>()
  const change = (text: string) => {
    const isWhole = text === '' || isDay(text)
    setTyped(isWhole ? undefined : text)
    if (isWhole) onChange(text)
  }
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {isTime ? (
        <DateInput value={typed ?? value} onChange={change} common={{ id }} />
      ) : (
        <input id={id} type="text" inputMode="decimal" value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </div>
  )
}

function YesNo({ field, test, onChange }: EditorProps): ReactElement {
  const { t, label } = useTexts()
  return (
    <select
      aria-label={label(field.label)}
      value={test === undefined ? '' : String(test)}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value === 'true')}
    >
      <option value="">{t('any')}</option>
      <option value="true">{t('yes')}</option>
      <option value="false">{t('no')}</option>
    </select>
  )
}

function TextTest({ field, test, onChange }: EditorProps): ReactElement {
  const { label } = useTexts()
  const contains = typeof test === 'object' && test !== null && 'contains' in test ? String(test.contains) : ''
  return (
    <input
      type="text"
      aria-label={label(field.label)}
      value={contains}
      onChange={(event) => onChange(event.target.value === '' ? undefined : { contains: event.target.value })}
    />
  )
}
