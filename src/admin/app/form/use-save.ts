import { useCallback, useRef, useState } from 'react'
import { ApiError, call } from '../api/client.js'
import { newKey } from '../api/new-key.js'
import type { RecordView, Values } from '../model/model.js'
import { type Texts, useTexts } from '../texts/use-texts.js'
import { changesOf } from './changes.js'
import { checkForm, isBlank } from './check-form.js'
import { textsOf } from './complaint-texts.js'
import { type Conflict, conflictsOf } from './conflicts.js'
import { focusError } from './focus-error.js'
import { type FormState, keptLines, ownedFields } from './form-state.js'
import type { Form } from './use-form.js'

export interface Saving {
  /** @returns the record as the server has it now; undefined when it said no, and the form says why */
  readonly save: () => Promise<RecordView | undefined>
  readonly saving: boolean
  /** What is wrong with the record as a whole. */
  readonly problem: string | undefined
  readonly conflicts: readonly Conflict[]
  readonly forgetConflicts: () => void
}

/** Saves once, however often one clicks: the same attempt bears the same key until the form changes. */
export function useSave(form: Form): Saving {
  const texts = useTexts()
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([])
  const attempt = useRef({ body: '', key: '' })
  const busy = useRef(false)
  const save = async (): Promise<RecordView | undefined> => {
    if (busy.current || !isFine(form, texts)) return undefined
    busy.current = true
    setSaving(true)
    setProblem(undefined)
    try {
      return await send(form, attempt.current)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setConflicts(conflictsOf(form.state, error))
      setProblem(explain(form, error, texts))
      return undefined
    } finally {
      busy.current = false
      setSaving(false)
    }
  }
  const forgetConflicts = useCallback(() => setConflicts([]), [])
  return { save, saving, problem, conflicts, forgetConflicts }
}

function isFine(form: Form, texts: Texts): boolean {
  const errors = textsOf(checkForm(form.context, form.state), texts)
  form.setErrors(errors)
  if (errors.size > 0) focusError()
  return errors.size === 0
}

async function send(form: Form, attempt: { body: string; key: string }): Promise<RecordView> {
  const { resource, base } = form.state
  const body = changesOf(form.context, form.state)
  if (base !== null && Object.keys(body).length === 0) return base
  const text = JSON.stringify(body)
  if (attempt.body !== text) Object.assign(attempt, { body: text, key: newKey() })
  if (base === null) return call<RecordView>(`/records/${resource.name}`, { method: 'POST', body, idempotencyKey: attempt.key })
  return call<RecordView>(`/records/${resource.name}/${base.id}`, { method: 'PATCH', body, ifMatch: base.version })
}

/** Puts each sentence of the server on its field; what has no field stands above the form. */
function explain(form: Form, error: ApiError, { t }: Texts): string | undefined {
  if (error.code === 'network') return t('error.notSaved')
  if (conflictsOf(form.state, error).length > 0) return undefined
  const errors = new Map(error.errors.map(({ at, message }) => [shownAt(form, at), message]))
  form.setErrors(errors)
  if (errors.size > 0) focusError()
  const homeless = [...errors].filter(([at]) => !hasField(form.state, at)).map(([, message]) => message)
  if (homeless.length > 0) return homeless.join(' ')
  return errors.size > 0 ? t('form.checkFields') : error.message || t('error.unexpected')
}

/** The server counts the lines it was sent; the screen counts those it shows. */
function shownAt(form: Form, at: string): string {
  const [relation = '', index, ...rest] = at.split('.')
  if (index === undefined || !/^\d+$/.test(index)) return at
  const sent = (changesOf(form.context, form.state)[relation] ?? []) as readonly Values[]
  const line = sent[Number(index)]
  return `${relation}.${shownIndex(form, relation, { line, index: Number(index), sent })}.${rest.join('.')}`
}

function shownIndex(
  form: Form,
  relation: string,
  { line, index, sent }: { readonly line: Values | undefined; readonly index: number; readonly sent: readonly Values[] },
): number {
  const kept = keptLines(form.state.values, relation)
  if (line?.id !== undefined) return kept.findIndex(({ id }) => id === line.id)
  const target = form.context.model.resources.get(form.state.resource.field.get(relation)?.target ?? '')
  const nth = sent.slice(0, index).filter(({ id }) => id === undefined).length
  const fresh = kept.filter((each) => each.id === undefined && target !== undefined && !isBlank(target, each))
  return kept.findIndex(({ key }) => key === fresh[nth]?.key)
}

function hasField({ resource }: FormState, at: string): boolean {
  const [head = ''] = at.split('.')
  const isShown = resource.screens.form.some(({ fields }) => fields.includes(head))
  return isShown || ownedFields(resource).some(({ name }) => name === head) || resource.field.get(head)?.writable === true
}
