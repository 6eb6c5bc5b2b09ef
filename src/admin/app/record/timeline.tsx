import { type ReactElement, useState } from 'react'
import type { Field, Resource, ScreenModel } from '../model/model.js'
import { useModel } from '../model/model-store.js'
import { Button } from '../parts/button.js'
import { instantText, plainText } from '../parts/format.js'
import { Empty, Failure, Loading } from '../parts/states.js'
import { type Texts, useTexts } from '../texts/use-texts.js'
import type { TextKey } from '../texts/zh.js'
import { CommentBox } from './comment-box.js'
import { type Entry, type History, type Kind, kinds, useHistory } from './use-history.js'

interface TimelineProps {
  readonly resource: Resource
  readonly id: string
  readonly version: number
}

/** What happened and what was said about it, newest first: who, when, from what to what. */
export function Timeline({ resource, id, version }: TimelineProps): ReactElement {
  const { t } = useTexts()
  const [kind, setKind] = useState<Kind>('all')
  const { entries, next, error, more, put } = useHistory({ resource, id, version, kind })
  return (
    <section className="timeline" aria-label={t('record.history')} data-testid="timeline">
      <CommentBox key={id} record={`${resource.name}/${id}`} onSaid={kind === 'all' || kind === 'comment' ? put : () => setKind('all')} />
      <fieldset className="segments">
        <legend className="sr-only">{t('history.filter')}</legend>
        {kinds.map((each) => (
          <button key={each} type="button" aria-pressed={kind === each} onClick={() => setKind(each)}>
            {t(`history.${each}`)}
          </button>
        ))}
      </fieldset>
      {error !== undefined ? <Failure error={error} retry={more} /> : <Entries resource={resource} entries={entries} />}
      {next !== null && <Button onClick={more}>{t('history.more')}</Button>}
    </section>
  )
}

function Entries({ resource, entries }: { readonly resource: Resource; readonly entries: History['entries'] }): ReactElement {
  const { t } = useTexts()
  if (entries === undefined) return <Loading />
  if (entries.length === 0) return <Empty title={t('history.nothing')} />
  return (
    <ol>
      {entries.map((entry) => (
        <TimelineEntry key={entry.id} resource={resource} entry={entry} />
      ))}
    </ol>
  )
}

function TimelineEntry({ resource, entry }: { readonly resource: Resource; readonly entry: Entry }): ReactElement {
  const texts = useTexts()
  return (
    <li className="timeline-entry" data-kind={entry.kind}>
      <p>
        <strong>{entry.actor.label || texts.t('history.system')}</strong> {actionText(entry, texts)}
        <time className="muted" dateTime={entry.at}>
          {instantText(entry.at)}
        </time>
      </p>
      {entry.note !== null && entry.note !== '' && <p className={entry.kind === 'comment' ? 'note comment' : 'note'}>{entry.note}</p>}
      {entry.changes.length > 0 && <Changes resource={resource} entry={entry} />}
    </li>
  )
}

/** All of a new record is new: it stays folded until one asks. */
function Changes({ resource, entry }: { readonly resource: Resource; readonly entry: Entry }): ReactElement {
  const { t } = useTexts()
  const model = useModel()
  const list = (
    <ul className="changes">
      {entry.changes.map((change) => (
        <Change key={change.field} change={change} place={placeOf(model, resource, change.field)} />
      ))}
    </ul>
  )
  if (entry.action !== 'create') return list
  return (
    <details className="changes">
      <summary>{t('history.fields', { count: entry.changes.length })}</summary>
      {list}
    </details>
  )
}

interface Place {
  readonly field: Field | undefined
  readonly inLine: boolean
}

/** `lines.<id>.quantity` is a field of a line. */
function placeOf(model: ScreenModel, resource: Resource, path: string): Place {
  const [head = '', ...rest] = path.split('.')
  const field = resource.field.get(head)
  const target = model.resources.get(field?.target ?? '')
  return rest.length > 0 && target !== undefined ? { field: target.field.get(rest.at(-1) ?? ''), inLine: true } : { field, inLine: false }
}

function Change({ change, place }: { readonly change: Entry['changes'][number]; readonly place: Place }): ReactElement {
  const { t, label, locale } = useTexts()
  const { field, inLine } = place
  const text = (value: unknown) => (field === undefined ? String(value ?? '') : plainText(field, value, locale)) || '—'
  return (
    <li>
      <span className="muted">
        {inLine && `${t('grid.line')} · `}
        {field === undefined ? change.field : label(field.label)}
      </span>{' '}
      {change.old !== null && change.old !== undefined && text(change.old) !== text(change.new) && (
        <>
          <del>{text(change.old)}</del> <span aria-hidden="true">→</span>{' '}
        </>
      )}
      <ins>{text(change.new)}</ins>
    </li>
  )
}

const known: Readonly<Record<string, TextKey>> = {
  create: 'history.created',
  update: 'history.updated',
  remove: 'history.removed',
  comment: 'history.commented',
  notify: 'history.notified',
}

function actionText({ action, label: own }: Entry, { t, label }: Texts): string {
  const key = known[action]
  return key !== undefined ? t(key) : own === null ? action : label(own)
}
