import type { ReactElement } from 'react'
import { ReferencePicker } from '../form/reference-picker.js'
import type { Field } from '../model/model.js'
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

function RangeTest({ field, test, onChange }: EditorProps): ReactElement {
  const { t } = useTexts()
  const range = rangeOf(test)
  const type = field.kind === 'date' || field.kind === 'instant' ? 'date' : 'text'
  const change = (part: 'gte' | 'lte', value: string) => {
    const { [part]: _before, ...rest } = range
    const next = value === '' ? rest : { ...rest, [part]: field.kind === 'instant' ? instantAt(value, part) : value }
    onChange(Object.keys(next).length === 0 ? undefined : next)
  }
  const shown = (value: string | undefined) => (field.kind === 'instant' ? value?.slice(0, 10) : value) ?? ''
  return (
    <div className="range">
      <label>
        <span>{t('from')}</span>
        <input
          type={type}
          inputMode={type === 'text' ? 'decimal' : undefined}
          value={shown(range.gte)}
          onChange={(event) => change('gte', event.target.value)}
        />
      </label>
      <label>
        <span>{t('until')}</span>
        <input
          type={type}
          inputMode={type === 'text' ? 'decimal' : undefined}
          value={shown(range.lte)}
          onChange={(event) => change('lte', event.target.value)}
        />
      </label>
    </div>
  )
}

/** A company day's first or last instant, in China's one zone. */
function instantAt(day: string, part: 'gte' | 'lte'): string {
  return new Date(`${day}T${part === 'gte' ? '00:00:00.000' : '23:59:59.999'}+08:00`).toISOString()
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
