import { memo, type ReactElement, useCallback, useId } from 'react'
import { Value } from '../parts/value.js'
import { isTrue } from '../model/live.js'
import type { Field } from '../model/model.js'
import { useTexts } from '../texts/use-texts.js'
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
      editable={field.writable && (state.base === null || isTrue(context, field.changeable, placed))}
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
  const { t, label } = useTexts()
  const id = useId()
  const wide = field.kind === 'longText' || field.kind === 'json' ? 'field wide' : 'field'
  if (!editable) {
    return (
      <div className={wide} data-field={field.name}>
        <span className="label">{label(field.label)}</span>
        <span className="field-text" data-testid={`text-${field.name}`}>
          {field.kind === 'sequence' && value === undefined ? <span className="muted">{t('form.numberLater')}</span> : <Value field={field} value={value} />}
        </span>
      </div>
    )
  }
  const described = [error === undefined ? '' : `${id}-error`, field.help === null ? '' : `${id}-help`].filter(Boolean).join(' ')
  return (
    <div className={wide} data-field={field.name}>
      <label className="label" htmlFor={id}>
        {label(field.label)}
        {required && <span className="required" aria-hidden="true"> *</span>}
      </label>
      <FieldInput field={field} value={value} onChange={onChange} id={id} required={required} invalid={error !== undefined} {...(described !== '' && { describedBy: described })} />
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
