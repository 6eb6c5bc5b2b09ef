import { memo, type ReactElement, useCallback, useId } from 'react'
import { isTrue } from '../model/live.js'
import type { Field } from '../model/model.js'
import { Value } from '../parts/value.js'
import { useTexts } from '../texts/use-texts.js'
import { isChangeable } from './changeable.js'
import { FieldInput } from './field-input.js'
import type { Form } from './use-form.js'

/** A field with its label, its help and what is wrong with it. What may not be changed stands as text. */
export function FormField({ form, field }: { readonly form: Form; readonly field: Field }): ReactElement {
  const { state, context, set } = form
  const placed = { resource: state.resource, values: state.values, owner: null }
  const change = useCallback((value: unknown) => set({ name: field.name }, value), [set, field.name])
  return (
    <FieldBox
      field={field}
      value={state.values[field.name]}
      error={state.errors.get(field.name)}
      required={isTrue(context, field.required, placed)}
      editable={isChangeable(context, state, field)}
      onChange={change}
    />
  )
}

export interface FieldBoxProps {
  readonly field: Field
  readonly value: unknown
  readonly error: string | undefined
  readonly required: boolean
  readonly editable: boolean
  readonly onChange: (value: unknown) => void
}

export const FieldBox = memo(function FieldBox({ field, value, error, required, editable, onChange }: FieldBoxProps): ReactElement {
  const { label } = useTexts()
  const id = useId()
  if (!editable) return <FieldText field={field} value={value} />
  const described = [error === undefined ? '' : `${id}-error`, field.help === null ? '' : `${id}-help`].filter(Boolean).join(' ')
  const describedBy = described === '' ? {} : { describedBy: described }
  const state = { required, invalid: error !== undefined, ...describedBy }
  return (
    <div className={classOf(field)} data-field={field.name}>
      <label className="label" htmlFor={id}>
        {label(field.label)}
        {required && <RequiredMark />}
      </label>
      <FieldInput field={field} value={value} onChange={onChange} id={id} {...state} />
      {error !== undefined && (
        <p className="error-text" id={`${id}-error`}>
          {error}
        </p>
      )}
      {field.help !== null && (
        <p className="help" id={`${id}-help`}>
          {label(field.help)}
        </p>
      )}
    </div>
  )
})

const classOf = (field: Field): string => (field.kind === 'longText' || field.kind === 'json' ? 'field wide' : 'field')

/** For those who see it; the input itself says it to the others. */
export function RequiredMark(): ReactElement {
  return (
    <span className="required" aria-hidden="true">
      {' *'}
    </span>
  )
}

function FieldText({ field, value }: Pick<FieldBoxProps, 'field' | 'value'>): ReactElement {
  const { t, label } = useTexts()
  const isNumberedLater = field.kind === 'sequence' && value === undefined
  return (
    <div className={classOf(field)} data-field={field.name}>
      <span className="label">{label(field.label)}</span>
      <span className="field-text" data-testid={`text-${field.name}`}>
        {isNumberedLater ? <span className="muted">{t('form.numberLater')}</span> : <Value field={field} value={value} />}
      </span>
    </div>
  )
}
