import type { ReactElement } from 'react'
import { Link } from 'react-router-dom'
import { type Field, isReference, type Reference } from '../model/model.js'
import { useModel } from '../model/model-store.js'
import { useTexts } from '../texts/use-texts.js'
import { Badge } from './badge.js'
import { isNamed, plainText } from './format.js'
import { recordPath } from './paths.js'

/** A value as text, chip or link, never as an input. */
export function Value({ field, value }: { readonly field: Field; readonly value: unknown }): ReactElement {
  const { locale } = useTexts()
  if (value === null || value === undefined || value === '') return <span className="nothing">—</span>
  if (field.kind === 'belongsTo' && isReference(value)) return <ReferenceLink target={field.target} reference={value} />
  if (field.kind === 'select' && typeof value === 'string') return <Badge options={field.options} value={value} />
  if (field.kind === 'url' && /^https?:\/\//.test(String(value)))
    return (
      <a href={String(value)} rel="noreferrer noopener">
        {String(value)}
      </a>
    )
  if (field.kind === 'email') return <a href={`mailto:${String(value)}`}>{String(value)}</a>
  if (field.kind === 'phone') return <a href={`tel:${String(value).replace(/\s/g, '')}`}>{String(value)}</a>
  if (field.kind === 'file') return <FileLink value={value} />
  return <span className={field.kind === 'longText' ? 'long-text' : undefined}>{plainText(field, value, locale)}</span>
}

function ReferenceLink({ target, reference }: { readonly target: string | null; readonly reference: Reference }): ReactElement {
  const known = useModel().resources.get(target ?? '')
  if (!isNamed(reference)) return <span className="muted">—</span>
  if (target === null || known === undefined || known.owned) return <span>{reference.label}</span>
  return <Link to={recordPath(target, reference.id)}>{reference.label}</Link>
}

function FileLink({ value }: { readonly value: unknown }): ReactElement {
  const id = isReference(value) ? value.id : typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : String(value)
  const name = isReference(value) ? value.label : typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : id
  return <a href={`/api/v1/files/${encodeURIComponent(id)}`}>{name}</a>
}
