import type { ReactElement } from 'react'
import { LineGrid } from '../grid/line-grid.js'
import type { Field, Resource } from '../model/model.js'
import { useTexts } from '../texts/use-texts.js'
import { shownFields } from './changes.js'
import { FormField } from './form-field.js'
import { ownedFields } from './form-state.js'
import type { Form } from './use-form.js'

interface Section {
  readonly name: string
  readonly title: string
  readonly fields: readonly string[]
}

/** The sections the definition names; without any, every field somebody may write. */
export function FormSections({ form }: { readonly form: Form }): ReactElement {
  const { t, label } = useTexts()
  const { resource } = form.state
  const named = resource.screens.form.map(
    (section): Section => ({ name: section.name, title: label(section.label), fields: section.fields }),
  )
  const sections = named.length > 0 ? named : [{ name: 'all', title: t('form.basics'), fields: writable(resource) }]
  return (
    <>
      {sections.map((section) => (
        <FormSection key={section.name} form={form} section={section} />
      ))}
      <ComputedFields form={form} shown={new Set(sections.flatMap(({ fields }) => fields))} />
    </>
  )
}

const writable = (resource: Resource): readonly string[] => [
  ...resource.fields.filter((field) => field.writable && field.relation === null).map(({ name }) => name),
  ...ownedFields(resource).map(({ name }) => name),
]

function FormSection({ form, section }: { readonly form: Form; readonly section: Section }): ReactElement | null {
  const { state, context } = form
  const fields = shownFields(context, state.resource, section.fields, state.values)
  const plain = fields.filter((field) => field.relation === null)
  const lines = fields.filter((field) => field.relation?.owned === true)
  if (fields.length === 0) return null
  return (
    <section className="section" aria-label={section.title}>
      <h2>{section.title}</h2>
      {plain.length > 0 && (
        <div className="fields">
          {plain.map((field) => (
            <FormField key={field.name} form={form} field={field} />
          ))}
        </div>
      )}
      {lines.map((field) => (
        <LineGrid key={field.name} form={form} field={field} />
      ))}
    </section>
  )
}

/** What the record comes to while one types. */
function ComputedFields({ form, shown }: { readonly form: Form; readonly shown: ReadonlySet<string> }): ReactElement | null {
  const { t } = useTexts()
  const { resource } = form.state
  const isAmount = (field: Field) => field.formula !== null && !shown.has(field.name) && ['money', 'quantity'].includes(field.kind)
  const fields = resource.fields.filter(
    (field) => isAmount(field) && (ownedFields(resource).length > 0 || resource.screens.highlights.includes(field.name)),
  )
  if (fields.length === 0) return null
  return (
    <section className="section amounts" aria-label={t('form.amounts')} data-testid="amounts">
      {fields.map((field) => (
        <FormField key={field.name} form={form} field={field} />
      ))}
    </section>
  )
}
