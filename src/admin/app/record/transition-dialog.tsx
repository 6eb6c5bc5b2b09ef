import { type ReactElement, useRef, useState } from 'react'
import { ApiError } from '../api/client.js'
import { givenValues, missingIn, QuestionFields } from '../form/question-fields.js'
import type { Field, RecordView, Resource, Transition } from '../model/model.js'
import { Button } from '../parts/button.js'
import { Dialog } from '../parts/dialog.js'
import { Problem } from '../parts/states.js'
import { useTexts } from '../texts/use-texts.js'
import { takeTransition } from './take-transition.js'

interface DialogProps {
  readonly resource: Resource
  readonly record: RecordView
  readonly transition: Transition
  readonly onClose: () => void
  readonly onDone: () => void
}

const startOf = (field: Field): unknown => (field.default?.kind === 'constant' ? field.default.value : null)

type Answers = Readonly<Record<string, unknown>>

/** Asks what the transition wants to know, or whether it is meant. */
export function TransitionDialog(props: DialogProps): ReactElement {
  const { resource, record, transition, onClose } = props
  const { t, label } = useTexts()
  const [answers, setAnswers] = useState<Answers>(() => Object.fromEntries(transition.ask.map((field) => [field.name, startOf(field)])))
  const { take, busy, errors, problem } = useTaking(props)
  const actions = (
    <>
      <Button onClick={onClose}>{t('back')}</Button>
      <Button
        look={transition.tone === 'danger' ? 'danger' : 'primary'}
        busy={busy}
        onClick={() => void take(answers)}
        data-testid="confirm"
      >
        {label(transition.label)}
      </Button>
    </>
  )
  const title = `${label(transition.label)} ${String(record[resource.title] ?? '')}`
  return (
    <Dialog title={title} onClose={onClose} actions={actions}>
      {problem !== undefined && <Problem text={problem} />}
      {(transition.confirm !== null || transition.ask.length === 0) && (
        <p>{transition.confirm === null ? t('record.sure') : label(transition.confirm)}</p>
      )}
      <QuestionFields fields={transition.ask} values={answers} errors={errors} onChange={setAnswers} />
    </Dialog>
  )
}

interface Taking {
  readonly take: (answers: Answers) => Promise<void>
  readonly busy: boolean
  readonly errors: Readonly<Record<string, string>>
  readonly problem: string | undefined
}

/** Takes it once, however often one clicks. */
function useTaking({ resource, record, transition, onDone }: DialogProps): Taking {
  const { t } = useTexts()
  const [errors, setErrors] = useState<Taking['errors']>({})
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const take = async (answers: Answers) => {
    const missing = missingIn(transition.ask, answers)
    setErrors(Object.fromEntries(missing.map((name) => [name, t('form.required')])))
    if (missing.length > 0 || running.current) return
    running.current = true
    setBusy(true)
    try {
      await takeTransition({ resource, record, transition }, givenValues(answers))
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
  return { take, busy, errors, problem }
}
