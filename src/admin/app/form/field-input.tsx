import type { ChangeEvent, InputHTMLAttributes, KeyboardEvent, ReactElement } from 'react'
import { type Field, isNumeric, isReference } from '../model/model.js'
import { instantFrom, minuteOfInstant } from '../parts/company-instant.js'
import { DateInput } from '../parts/date-input.js'
import { useTexts } from '../texts/use-texts.js'
import type { CommonAttributes } from './common-attributes.js'
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

/** The input of a field's kind. Numbers and dates are kept as text. */
export function FieldInput(props: InputProps): ReactElement {
  const { field, value, onChange } = props
  const common = useCommon(props)
  if (isNumeric(field.kind)) return <NumberInput field={field} value={value} onChange={onChange} common={common} />
  switch (field.kind) {
    case 'file':
      return <FileInput field={field} value={value} onChange={onChange} common={common} />
    case 'boolean':
      return <input {...common} type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} />
    case 'belongsTo':
      return <ReferenceInput {...props} />
    case 'multiSelect':
      return <ManyChoices {...props} />
    case 'date':
      return <DateInput value={textOf(value)} onChange={onChange} common={common} />
    case 'select':
      return <OneChoice {...props} common={common} />
    case 'longText':
    case 'json':
      return <textarea {...common} rows={3} value={textOf(value)} onChange={(event) => onChange(event.target.value)} />
    default:
      return <LineInput {...props} common={common} />
  }
}

type Common = CommonAttributes & Pick<InputHTMLAttributes<HTMLElement>, 'onKeyDown'>

const textOf = (value: unknown): string => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? ''))

function ReferenceInput(props: InputProps): ReactElement {
  const { field, value, onChange } = props
  const { label } = useTexts()
  const shown = isReference(value) || typeof value === 'string' ? value : null
  const target = field.target ?? ''
  return <ReferencePicker {...props} name={label(field.label)} target={target} where={field.where} value={shown} onPick={onChange} />
}

function OneChoice({ field, value, onChange, required, common }: InputProps & { readonly common: Common }): ReactElement {
  const { label, t } = useTexts()
  return (
    <select {...common} value={String(value ?? '')} onChange={(event) => onChange(event.target.value)}>
      <option value="">{required === true ? t('form.choose') : '—'}</option>
      {field.options.map((option) => (
        <option key={option.value} value={option.value}>
          {label(option.label)}
        </option>
      ))}
    </select>
  )
}

function LineInput({ field, value, onChange, common }: InputProps & { readonly common: Common }): ReactElement {
  const isInstant = field.kind === 'instant'
  const text = isInstant ? minuteOfInstant(textOf(value)) : textOf(value)
  const change = (event: ChangeEvent<HTMLInputElement>) => onChange(isInstant ? instantFrom(event.target.value) : event.target.value)
  return <input {...common} type={typeOf(field)} maxLength={field.length ?? undefined} value={text} onChange={change} />
}

const types: Readonly<Record<string, string>> = {
  instant: 'datetime-local',
  email: 'email',
  phone: 'tel',
  url: 'url',
  secret: 'password',
}

const typeOf = (field: Field): string => types[field.kind] ?? 'text'

function useCommon({ field, id, required, invalid, describedBy, onKeyDown, data }: InputProps): Common {
  const { label } = useTexts()
  return {
    id,
    'aria-label': id === undefined ? label(field.label) : undefined,
    'aria-required': required === true || undefined,
    'aria-invalid': invalid === true || undefined,
    'aria-describedby': describedBy,
    ...(onKeyDown === undefined ? {} : { onKeyDown }),
    ...data,
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
