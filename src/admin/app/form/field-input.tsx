import type { KeyboardEvent, ReactElement } from 'react'
import { type Field, isNumeric, isReference } from '../model/model.js'
import { useTexts } from '../texts/use-texts.js'
import { FileInput } from './file-input.js'
import { NumberInput } from './number-input.js'
import { ReferencePicker } from './reference-picker.js'

export interface InputProps {
  readonly field: Field
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  /** The id its label names; without one the input names itself. */
  readonly id?: string
  readonly required?: boolean
  readonly invalid?: boolean
  readonly describedBy?: string
  readonly onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
  /** Where it is in a grid. */
  readonly data?: Readonly<Record<string, string>>
}

/** The input of a field's kind. Dates are the browser's own; numbers are kept as text. */
export function FieldInput(props: InputProps): ReactElement {
  const { field, value, onChange, data } = props
  const { label, t } = useTexts()
  const common = useCommon(props)
  const keys = props.onKeyDown === undefined ? {} : { onKeyDown: props.onKeyDown }
  if (isNumeric(field.kind)) return <NumberInput field={field} value={value} onChange={onChange} common={{ ...common, ...keys, ...data }} />
  if (field.kind === 'file') return <FileInput field={field} value={value} onChange={onChange} common={common} />
  if (field.kind === 'boolean') return <input {...common} {...keys} {...data} type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} />
  if (field.kind === 'belongsTo') {
    const shown = isReference(value) || typeof value === 'string' ? value : null
    return <ReferencePicker {...props} name={label(field.label)} target={field.target ?? ''} where={field.where} value={shown} onPick={onChange} />
  }
  if (field.kind === 'multiSelect') return <ManyChoices {...props} />
  if (field.kind === 'select') {
    return (
      <select {...common} {...keys} {...data} value={String(value ?? '')} onChange={(event) => onChange(event.target.value)}>
        <option value="">{props.required === true ? t('form.choose') : '—'}</option>
        {field.options.map((option) => (
          <option key={option.value} value={option.value}>
            {label(option.label)}
          </option>
        ))}
      </select>
    )
  }
  const text = String(value ?? '')
  if (field.kind === 'longText' || field.kind === 'json') {
    return <textarea {...common} {...keys} {...data} rows={3} value={typeof value === 'object' && value !== null ? JSON.stringify(value) : text} onChange={(event) => onChange(event.target.value)} />
  }
  return <input {...common} {...keys} {...data} type={typeOf(field)} maxLength={field.length ?? undefined} value={field.kind === 'instant' ? text.slice(0, 16) : text} onChange={(event) => onChange(event.target.value)} />
}

const types: Readonly<Record<string, string>> = { date: 'date', instant: 'datetime-local', email: 'email', phone: 'tel', url: 'url', secret: 'password' }

const typeOf = (field: Field): string => types[field.kind] ?? 'text'

export interface CommonAttributes {
  readonly id: string | undefined
  readonly 'aria-label': string | undefined
  readonly 'aria-required': true | undefined
  readonly 'aria-invalid': true | undefined
  readonly 'aria-describedby': string | undefined
}

function useCommon({ field, id, required, invalid, describedBy }: InputProps): CommonAttributes {
  const { label } = useTexts()
  return {
    id,
    'aria-label': id === undefined ? label(field.label) : undefined,
    'aria-required': required === true || undefined,
    'aria-invalid': invalid === true || undefined,
    'aria-describedby': describedBy,
  }
}

function ManyChoices({ field, value, onChange }: InputProps): ReactElement {
  const { label } = useTexts()
  const chosen = Array.isArray(value) ? value.map(String) : []
  const toggle = (option: string) => onChange(chosen.includes(option) ? chosen.filter((each) => each !== option) : [...chosen, option])
  return (
    <fieldset className="choices inline">
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
