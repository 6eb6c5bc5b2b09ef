import type { ReactElement } from 'react'
import { Link, useNavigate } from 'react-router-dom'
import { placeOn, stepOn, trailOf } from '../list/trail.js'
import type { RecordView, Resource } from '../model/model.js'
import { Badge } from '../parts/badge.js'
import { IconButton } from '../parts/button.js'
import { copyText } from '../parts/copy-text.js'
import { plainText } from '../parts/format.js'
import { Icon } from '../parts/icon.js'
import { editPath, recordPath } from '../parts/paths.js'
import { notify } from '../shell/adapter.js'
import { useTexts } from '../texts/use-texts.js'
import { PasswordButton } from './password-button.js'
import { Prints } from './prints.js'
import { RemoveButton } from './remove-button.js'
import { Steps } from './steps.js'
import { Transitions } from './transitions.js'
import { useOpenActions } from './use-open-actions.js'

interface HeadProps {
  readonly resource: Resource
  readonly record: RecordView
  readonly reload: () => void
}

export function RecordHead({ resource, record, reload }: HeadProps): ReactElement {
  const open = useOpenActions(resource, record)
  return (
    <header className="record-head">
      <div className="record-title-row">
        <BackLink resource={resource} />
        <Title resource={resource} record={record} />
        <span className="grow" />
        <Neighbours resource={resource} id={record.id} />
      </div>
      <div className="record-action-row">
        <Highlights resource={resource} record={record} />
        <span className="grow" />
        <div className="actions" data-testid="actions">
          <Transitions resource={resource} record={record} open={open} reload={reload} />
          {open?.can.includes('update') === true && <EditLink resource={resource} id={record.id} />}
          <PasswordButton resource={resource} record={record} />
          <Prints resource={resource} id={record.id} />
          {open?.can.includes('remove') === true && <RemoveButton resource={resource} record={record} />}
        </div>
      </div>
      {resource.workflow !== null && typeof record.status === 'string' && <Steps workflow={resource.workflow} status={record.status} />}
    </header>
  )
}

function EditLink({ resource, id }: { readonly resource: Resource; readonly id: string }): ReactElement {
  const { t } = useTexts()
  return (
    <Link className="button neutral" to={editPath(resource.name, id)}>
      <Icon name="edit" />
      <span>{t('edit')}</span>
    </Link>
  )
}

function BackLink({ resource }: { readonly resource: Resource }): ReactElement {
  const { label } = useTexts()
  return (
    <Link className="back-link" to={trailOf(resource.name).from}>
      <Icon name="left" size={14} />
      {label(resource.label)}
    </Link>
  )
}

function Title({ resource, record }: { readonly resource: Resource; readonly record: RecordView }): ReactElement {
  const { t, locale } = useTexts()
  const field = resource.field.get(resource.title)
  const title = field === undefined ? record.id : plainText(field, record[resource.title], locale) || record.id
  const copy = async () => ((await copyText(title)) ? notify(t('record.copied')) : notify(t('record.notCopied'), 'error'))
  return (
    <>
      <h1>{title}</h1>
      <IconButton icon="copy" label={t('record.copy')} onClick={() => void copy()} />
      {resource.workflow !== null && typeof record.status === 'string' && (
        <Badge options={resource.workflow.states} value={record.status} />
      )}
    </>
  )
}

function Highlights({ resource, record }: { readonly resource: Resource; readonly record: RecordView }): ReactElement {
  const { label, locale } = useTexts()
  const fields = resource.screens.highlights.flatMap((name) => resource.field.get(name) ?? [])
  return (
    <dl className="highlights">
      {fields.map((field) => (
        <div key={field.name}>
          <dt>{label(field.label)}</dt>
          <dd className={field.kind === 'money' ? 'money' : undefined}>{plainText(field, record[field.name], locale) || '—'}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The one before and the one after in the list one came from. */
function Neighbours({ resource, id }: { readonly resource: Resource; readonly id: string }): ReactElement | null {
  const { t } = useTexts()
  const navigate = useNavigate()
  const place = placeOn(trailOf(resource.name), id)
  if (place === undefined) return null
  const go = async (steps: 1 | -1) => {
    const to = await stepOn(resource.name, id, steps)
    if (to !== undefined) navigate(recordPath(resource.name, to))
  }
  return (
    <div className="row">
      <span className="muted">
        {place.at} / {place.of}
      </span>
      <IconButton icon="left" label={t('record.previous')} disabled={place.at === 1} onClick={() => void go(-1)} />
      <IconButton icon="right" label={t('record.next')} disabled={String(place.at) === place.of} onClick={() => void go(1)} />
    </div>
  )
}
