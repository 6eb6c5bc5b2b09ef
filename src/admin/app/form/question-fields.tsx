import type { ReactElement } from 'react'
import { type Field, isReference, type Values } from '../model/model.js'
import { isNothing } from './check-form.js'
import { FieldBox } from './form-field.js'

/** Fields that are asked for and belong to no record: what a transition wants to know, what a report is run over. */
interface QuestionProps {
  readonly fields: readonly Field[]
  readonly values: Values
  readonly errors: Readonly<Record<string, string>>
  readonly onChange: (change: (before: Values) => Values) => void
}

const isRequired = ({ required }: Field): boolean => required.op === 'literal' && required.value === true

export function QuestionFields({ fields, values, errors, onChange }: QuestionProps): ReactElement {
  return (
    <div className="fields single">
      {fields.map((field) => (
        <FieldBox
          key={field.name}
          field={field}
          value={values[field.name]}
          error={errors[field.name]}
          required={isRequired(field)}
          editable
          onChange={(value) => onChange((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
    </div>
  )
}

/** Names of required fields that are still empty. */
export function missingIn(fields: readonly Field[], values: Values): readonly string[] {
  return fields.filter((field) => isRequired(field) && isNothing(values[field.name])).map(({ name }) => name)
}

/** What travels: references by their id, nothing that is empty. */
export function givenValues(values: Values): Values {
  const given = Object.entries(values).filter(([, value]) => !isNothing(value))
  return Object.fromEntries(given.map(([name, value]) => [name, isReference(value) ? value.id : value]))
}
