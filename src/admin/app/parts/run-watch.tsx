import { type ReactElement, useEffect, useState } from 'react'
import { base, call } from '../api/client.js'
import { useEvents } from '../api/events.js'
import { useTexts } from '../texts/use-texts.js'
import { Icon } from './icon.js'

export interface Run {
  readonly id: string
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: number
  readonly rows: number | null
  readonly error: string | null
}

const isOver = (run: Run | undefined): boolean => run !== undefined && run.state !== 'queued' && run.state !== 'running'

/** A job's progress until it is over: asked for every second, and at once when the server says it moved. */
export function useRun(id: string | undefined): Run | undefined {
  const [run, setRun] = useState<Run>()
  const [turn, setTurn] = useState(0)
  useEvents('run', () => setTurn((before) => before + 1))
  const over = run?.id === id && isOver(run)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn asks the same run again
  useEffect(() => {
    if (id === undefined || over) return
    let live = true
    call<Run>(`/runs/${id}`).then(
      (next) => live && setRun({ ...next, id }),
      () => undefined,
    )
    const timer = setTimeout(() => setTurn((before) => before + 1), 1000)
    return () => {
      live = false
      clearTimeout(timer)
    }
  }, [id, turn, over])
  return run?.id === id ? run : undefined
}

/** How far a report or export is, then its file. */
export function RunStatus({ run, done }: { readonly run: Run | undefined; readonly done: string }): ReactElement {
  const { t } = useTexts()
  const percent = Math.round(Math.min(1, Math.max(0, run?.progress ?? 0)) * 100)
  if (run?.state === 'failed')
    return (
      <p className="error-text" role="alert">
        {run.error ?? t('run.failed')}
      </p>
    )
  if (run?.state === 'cancelled') return <p className="muted">{t('run.cancelled')}</p>
  if (run?.state === 'done') {
    return (
      <a className="button primary" href={`${base}/runs/${run.id}/file`} data-testid="download">
        <Icon name="download" />
        <span>{done}</span>
        {run.rows !== null && <span className="faint">{t('run.rows', { count: run.rows.toLocaleString('en-US') })}</span>}
      </a>
    )
  }
  return (
    <div className="run-progress" role="status">
      <progress max={100} value={percent} aria-label={t('run.working')} />
      <span className="muted">
        {t('run.working')} {percent}%
      </span>
    </div>
  )
}
