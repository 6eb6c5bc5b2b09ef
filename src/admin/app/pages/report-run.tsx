import { type FormEvent, type ReactElement, useState } from 'react'
import { ApiError, base, call } from '../api/client.js'
import { useLoad } from '../api/load.js'
import { newKey } from '../api/new-key.js'
import { givenValues, missingIn, QuestionFields } from '../form/question-fields.js'
import type { Field, Report, Values } from '../model/model.js'
import { Button } from '../parts/button.js'
import { companyToday } from '../parts/company-day.js'
import { RunStatus, useRun } from '../parts/run-watch.js'
import { Empty, Failure, useReason } from '../parts/states.js'
import { useTexts } from '../texts/use-texts.js'
import { type ReportRows, ReportTable } from './report-table.js'

const files = ['xlsx', 'csv', 'pdf'] as const
type Format = 'json' | (typeof files)[number]

/** A report: what it asks, what it shows, and its file. */
export function ReportRun({ report }: { readonly report: Report }): ReactElement {
  const { t, label } = useTexts()
  const [values, setValues] = useState<Values>(() => Object.fromEntries(report.parameters.map((field) => [field.name, startOf(field)])))
  const { start, runs, errors, problem } = useReportRuns(report, values)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void start('json')
  }
  return (
    <div className="report" data-testid="report">
      <header className="screen-head">
        <h1>{label(report.label)}</h1>
      </header>
      <form className="section report-form" noValidate onSubmit={submit}>
        <QuestionFields fields={report.parameters} values={values} errors={errors} onChange={setValues} />
        <div className="row report-actions">
          <Button look="primary" type="submit">
            {t('reports.run')}
          </Button>
          {files.map((format) => (
            <Button key={format} icon="download" onClick={() => void start(format)}>
              {t(`reports.${format}`)}
            </Button>
          ))}
        </div>
      </form>
      {problem === undefined && Object.keys(runs).length === 0 && <Empty title={t('reports.start')} hint={t('reports.startHint')} />}
      {problem !== undefined && <Refused error={problem} />}
      {files.map((format) => runs[format] !== undefined && <FileRun key={format} id={runs[format]} />)}
      {runs.json !== undefined && <ShownRun key={runs.json} id={runs.json} report={report} />}
    </div>
  )
}

interface ReportRuns {
  readonly start: (format: Format) => Promise<void>
  readonly runs: Readonly<Partial<Record<Format, string>>>
  readonly errors: Readonly<Record<string, string>>
  readonly problem: ApiError | undefined
}

function useReportRuns(report: Report, values: Values): ReportRuns {
  const { t } = useTexts()
  const [errors, setErrors] = useState<ReportRuns['errors']>({})
  const [runs, setRuns] = useState<ReportRuns['runs']>({})
  const [problem, setProblem] = useState<ApiError>()
  const start = async (format: Format) => {
    const missing = missingIn(report.parameters, values)
    setErrors(Object.fromEntries(missing.map((name) => [name, t('form.required')])))
    setProblem(undefined)
    if (missing.length > 0) return
    try {
      const id = await startRun(report, { parameters: givenValues(values), format })
      setRuns((before) => ({ ...before, [format]: id }))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setErrors(Object.fromEntries(error.errors.map(({ at, message }) => [at.replace(/^parameters\./, ''), message])))
      setProblem(error)
    }
  }
  return { start, runs, errors, problem }
}

async function startRun({ name }: Report, body: { readonly parameters: Values; readonly format: Format }): Promise<string> {
  const started = await call<{ readonly id: string }>(`/reports/${name}/runs`, {
    method: 'POST',
    body,
    idempotencyKey: newKey(),
  })
  return started.id
}

/** A period starts with the first of the month and ends today, unless the report says otherwise. */
function startOf(field: Field): unknown {
  if (field.default?.kind === 'constant') return field.default.value
  if (field.kind !== 'date') return null
  const today = companyToday()
  return field.name === 'from' ? `${today.slice(0, 8)}01` : field.name === 'until' || field.default !== null ? today : null
}

function Refused({ error }: { readonly error: ApiError }): ReactElement {
  return (
    <p className="banner danger" role="alert">
      {useReason(error)}
    </p>
  )
}

function FileRun({ id }: { readonly id: string }): ReactElement {
  const { t } = useTexts()
  return (
    <div className="section">
      <RunStatus run={useRun(id)} done={t('run.download')} />
    </div>
  )
}

function ShownRun({ id, report }: { readonly id: string; readonly report: Report }): ReactElement {
  const run = useRun(id)
  const done = run?.state === 'done'
  const rows = useLoad(done ? id : null, (signal) => readRows(id, signal))
  if (rows.error !== undefined) return <Failure error={rows.error} retry={rows.reload} />
  if (rows.data !== undefined) return <ReportTable report={report} found={rows.data} />
  return <div className="section">{done ? null : <RunStatus run={run} done="" />}</div>
}

async function readRows(id: string, signal: AbortSignal): Promise<ReportRows> {
  const response = await fetch(`${base}/runs/${id}/file`, { signal, credentials: 'same-origin' })
  if (!response.ok) throw new ApiError(response.status, `http-${response.status}`, '', [], {})
  return (await response.json()) as ReportRows
}
