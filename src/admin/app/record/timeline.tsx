import { type ReactElement, useEffect, useState } from 'react'
import { ApiError, call, queryOf } from '../api/client.js'
import type { Field, Resource, ScreenModel } from '../model/model.js'
import { useModel } from '../model/model-store.js'
import { Button } from '../parts/button.js'
import { instantText, plainText } from '../parts/format.js'
import { Empty, Failure, Loading } from '../parts/states.js'
import { type Texts, useTexts } from '../texts/use-texts.js'
import type { TextKey } from '../texts/zh.js'

interface Entry {
  readonly id: string
  readonly at: string
  readonly actor: { readonly id: string | null; readonly label: string }
  readonly via: string
  readonly action: string
  readonly changes: readonly { readonly field: string; readonly old: unknown; readonly new: unknown }[]
  readonly note: string | null
}

interface TimelineProps {
  readonly resource: Resource
  readonly id: string
  readonly version: number
}

type Kind = 'all' | 'changes' | 'steps'

/** What happened, newest first: who, when, from what to what. */
export function Timeline({ resource, id, version }: TimelineProps): ReactElement {
  const { t } = useTexts()
  const { entries, next, error, more } = useHistory(resource, id, version)
  const [kind, setKind] = useState<Kind>('all')
  const isStep = ({ action }: Entry) => resource.workflow?.transitions.some(({ name }) => name === action) === true
  const shown = entries?.filter((entry) => kind === 'all' || isStep(entry) === (kind === 'steps'))
  if (error !== undefined) return <Failure error={error} retry={more} />
  if (shown === undefined) return <Loading />
  return (
    <section className="timeline" aria-label={t('record.history')} data-testid="timeline">
      <fieldset className="segments">
        <legend className="sr-only">{t('history.filter')}</legend>
        {(['all', 'changes', 'steps'] as const).map((each) => (
          <button key={each} type="button" aria-pressed={kind === each} onClick={() => setKind(each)}>
            {t(`history.${each}`)}
          </button>
        ))}
      </fieldset>
      {shown.length === 0 && <Empty title={t('history.nothing')} />}
      <ol>
        {shown.map((entry) => (
          <TimelineEntry key={entry.id} resource={resource} entry={entry} />
        ))}
      </ol>
      {next !== null && <Button onClick={more}>{t('history.more')}</Button>}
    </section>
  )
}

interface History {
  readonly entries: readonly Entry[] | undefined
  readonly next: string | null
  readonly error: ApiError | undefined
  readonly more: () => void
}

function useHistory({ name }: Resource, id: string, version: number): History {
  const [state, setState] = useState<Omit<History, 'more'>>({ entries: undefined, next: null, error: undefined })
  const read = (before: readonly Entry[], after: string | null) =>
    call<{ readonly data: readonly Entry[]; readonly next: string | null }>(
      `/records/${name}/${id}/history${queryOf({ after: after ?? undefined })}`,
    ).then(
      ({ data, next }) => setState({ entries: [...before, ...data], next, error: undefined }),
      (error: unknown) => error instanceof ApiError && setState({ entries: undefined, next: null, error }),
    )
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew for every record and version
  useEffect(() => void read([], null), [name, id, version])
  return { ...state, more: () => void read(state.entries ?? [], state.next) }
}

function TimelineEntry({ resource, entry }: { readonly resource: Resource; readonly entry: Entry }): ReactElement {
  const texts = useTexts()
  return (
    <li className="timeline-entry">
      <p>
        <strong>{entry.actor.label || texts.t('history.system')}</strong> {actionText(resource, entry.action, texts)}
        <time className="muted" dateTime={entry.at}>
          {instantText(entry.at)}
        </time>
      </p>
      {entry.note !== null && entry.note !== '' && <p className="note">{entry.note}</p>}
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
      {change.old !== null && change.old !== undefined && (
        <>
          <del>{text(change.old)}</del> <span aria-hidden="true">→</span>{' '}
        </>
      )}
      <ins>{text(change.new)}</ins>
    </li>
  )
}

const known: Readonly<Record<string, TextKey>> = { create: 'history.created', update: 'history.updated', remove: 'history.removed' }

function actionText(resource: Resource, action: string, { t, label }: Texts): string {
  const transition = resource.workflow?.transitions.find(({ name }) => name === action)
  if (transition !== undefined) return label(transition.label)
  const key = known[action]
  return key === undefined ? action : t(key)
}
