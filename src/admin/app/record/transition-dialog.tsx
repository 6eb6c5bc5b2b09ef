import { type ReactElement, useRef, useState } from 'react'
import { ApiError } from '../api/client.js'
import { FieldBox } from '../form/form-field.js'
import { isNothing } from '../form/check-form.js'
import { isReference, type Field, type RecordView, type Resource, type Transition } from '../model/model.js'
import { Button } from '../parts/button.js'
import { Dialog } from '../parts/dialog.js'
import { useTexts } from '../texts/use-texts.js'
import { takeTransition } from './transitions.js'

interface DialogProps {
  readonly resource: Resource
  readonly record: RecordView
  readonly transition: Transition
  readonly onClose: () => void
  readonly onDone: () => void
}

const startOf = (field: Field): unknown => (field.default?.kind === 'constant' ? field.default.value : null)
const isRequired = ({ required }: Field): boolean => required.op === 'literal' && required.value === true

/** Asks what the transition wants to know, or whether it is meant. */
export function TransitionDialog(props: DialogProps): ReactElement {
  const { resource, record, transition, onClose, onDone } = props
  const { t, label } = useTexts()
  const [answers, setAnswers] = useState<Readonly<Record<string, unknown>>>(() => Object.fromEntries(transition.ask.map((field) => [field.name, startOf(field)])))
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const submit = async () => {
    const missing = transition.ask.filter((field) => isRequired(field) && isNothing(answers[field.name]))
    setErrors(Object.fromEntries(missing.map(({ name }) => [name, t('form.required')])))
    if (missing.length > 0 || running.current) return
    running.current = true
    setBusy(true)
    try {
      await takeTransition({ resource, record, transition }, sentAnswers(answers))
      onDone()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setErrors(Object.fromEntries(error.errors.map(({ at, message }) => [at, message])))
      setProblem(error.code === 'network' ? t('error.network') : error.message)
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  const actions = (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button look={transition.tone === 'danger' ? 'danger' : 'primary'} busy={busy} onClick={() => void submit()} data-testid="confirm">
        {label(transition.label)}
      </Button>
    </>
  )
  const title = `${label(transition.label)} ${String(record[resource.title] ?? '')}`
  return (
    <Dialog title={title} onClose={onClose} actions={actions}>
      {problem !== undefined && (
        <p className="banner danger" role="alert">
          {problem}
        </p>
      )}
      {(transition.confirm !== null || transition.ask.length === 0) && <p>{transition.confirm === null ? t('record.sure') : label(transition.confirm)}</p>}
      <div className="fields single">
        {transition.ask.map((field) => (
          <FieldBox
            key={field.name}
            field={field}
            value={answers[field.name]}
            error={errors[field.name]}
            required={isRequired(field)}
            editable
            onChange={(value) => setAnswers((before) => ({ ...before, [field.name]: value }))}
          />
        ))}
      </div>
    </Dialog>
  )
}

function sentAnswers(answers: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const given = Object.entries(answers).filter(([, value]) => !isNothing(value))
  return Object.fromEntries(given.map(([name, value]) => [name, isReference(value) ? value.id : value]))
}
