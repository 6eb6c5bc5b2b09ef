import type { ReactElement } from 'react'
import { useLive } from '../form/use-live.js'
import { isHidden } from '../model/live.js'
import type { Field, RecordView, Resource } from '../model/model.js'
import { useModel } from '../model/model-store.js'
import { Value } from '../parts/value.js'
import { useTexts } from '../texts/use-texts.js'
import { LineTable } from './line-table.js'

/** The record's own fields, in the sections of its form; then what is computed, then who and when. What rules hide on the form is hidden here. */
export function Details({ resource, record }: { readonly resource: Resource; readonly record: RecordView }): ReactElement {
  const { t, label } = useTexts()
  const { context } = useLive(false)
  const isShown = (field: Field): boolean => !isHidden(context, field, { resource, values: record, owner: null })
  const named = new Set(resource.screens.form.flatMap(({ fields }) => fields))
  const others = resource.fields.filter(({ name, kind }) => !named.has(name) && name in record && !hidden.has(name) && !unasked.has(kind))
  const computed = others.filter((field) => !field.implicit && isShown(field))
  const stamps = others.filter(({ implicit }) => implicit)
  const sections = resource.screens.form.map((section) => ({
    name: section.name,
    title: label(section.label),
    fields: section.fields.flatMap((name) => resource.field.get(name) ?? []).filter(isShown),
  }))
  return (
    <>
      {sections.map((section) => (
        <DetailSection key={section.name} title={section.title} fields={section.fields} record={record} />
      ))}
      {computed.length > 0 && (
        <DetailSection title={sections.length === 0 ? t('record.details') : t('record.more')} fields={computed} record={record} />
      )}
      <DetailSection title={t('record.stamps')} fields={stamps} record={record} />
    </>
  )
}

const hidden: ReadonlySet<string> = new Set(['id', 'version', 'status'])

/** Rows of others have tabs of their own; what programs keep as JSON is shown where a section asks for it. */
const unasked: ReadonlySet<Field['kind']> = new Set(['hasMany', 'json'])

interface SectionProps {
  readonly title: string
  readonly fields: readonly Field[]
  readonly record: RecordView
}

function DetailSection({ title, fields, record }: SectionProps): ReactElement | null {
  const { label } = useTexts()
  const model = useModel()
  const plain = fields.filter((field) => field.kind !== 'hasMany' && field.name in record)
  const owned = fields.filter((field) => field.relation?.owned === true && Array.isArray(record[field.name]))
  if (plain.length === 0 && owned.length === 0) return null
  return (
    <section className="section" aria-label={title}>
      <h2>{title}</h2>
      {plain.length > 0 && (
        <dl className="facts">
          {plain.map((field) => (
            <div key={field.name} className={field.kind === 'longText' ? 'wide' : undefined} data-field={field.name}>
              <dt>{label(field.label)}</dt>
              <dd>
                <Value field={field} value={record[field.name]} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {owned.map((field) => (
        <LineTable key={field.name} field={field} target={model.resources.get(field.target ?? '')} lines={record[field.name]} />
      ))}
    </section>
  )
}
