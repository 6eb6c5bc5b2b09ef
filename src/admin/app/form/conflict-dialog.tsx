import { type ReactElement, useState } from 'react'
import { call } from '../api/client.js'
import { useReference } from '../list/use-reference.js'
import { type Field, isReference, type RecordView } from '../model/model.js'
import { Button } from '../parts/button.js'
import { Dialog } from '../parts/dialog.js'
import { instantText } from '../parts/format.js'
import { Value } from '../parts/value.js'
import { type Texts, useTexts } from '../texts/use-texts.js'
import { type Conflict, merged } from './conflicts.js'
import { keptLines } from './form-state.js'
import type { Form } from './use-form.js'

interface ConflictProps {
  readonly form: Form
  readonly conflicts: readonly Conflict[]
  readonly onClose: () => void
}

/** Somebody was faster: both values of every field in question, one choice each; nothing typed is lost. */
export function ConflictDialog({ form, conflicts, onClose }: ConflictProps): ReactElement {
  const { t } = useTexts()
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set())
  const [first] = conflicts
  const resolve = async () => {
    const { resource, base } = form.state
    const newer = await call<RecordView>(`/records/${resource.name}/${base?.id}`)
    form.rebase(newer, merged(form.state, newer, theirs))
    onClose()
  }
  const actions = (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button look="primary" onClick={() => void resolve()}>
        {t('conflict.resolve')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('conflict.title')} onClose={onClose} actions={actions} wide>
      <p>{byWhom(first, t)}</p>
      <table className="conflict-table" data-testid="conflicts">
        <thead>
          <tr>
            <th scope="col">{t('conflict.field')}</th>
            <th scope="col">{t('conflict.mine')}</th>
            <th scope="col">{t('conflict.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {conflicts.map((conflict) => (
            <ConflictRow key={conflict.field} form={form} conflict={conflict} theirs={theirs} setTheirs={setTheirs} />
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}

function byWhom(first: Conflict | undefined, t: Texts['t']): string {
  if (first === undefined || first.by === '') return t('conflict.hint')
  return t('conflict.by', { who: first.by, at: first.at === '' ? '' : instantText(first.at) })
}

interface RowProps {
  readonly form: Form
  readonly conflict: Conflict
  readonly theirs: ReadonlySet<string>
  readonly setTheirs: (theirs: ReadonlySet<string>) => void
}

function ConflictRow({ form, conflict, theirs, setTheirs }: RowProps): ReactElement | null {
  const { t, label } = useTexts()
  const { field, line } = fieldOf(form, conflict.field)
  const name = field === undefined ? conflict.field : label(field.label)
  const title = line === null ? name : `${t('grid.lineTitle', { row: String(line + 1) })} · ${name}`
  const choose = (keepTheirs: boolean) => {
    const next = new Set(theirs)
    if (keepTheirs) next.add(conflict.field)
    else next.delete(conflict.field)
    setTheirs(next)
  }
  const option = (isTheirs: boolean, value: unknown) => (
    <td>
      <label className="option">
        <input
          type="radio"
          name={`conflict-${conflict.field}`}
          checked={theirs.has(conflict.field) === isTheirs}
          onChange={() => choose(isTheirs)}
          aria-label={`${title}: ${isTheirs ? t('conflict.theirs') : t('conflict.mine')}`}
        />
        {field === undefined ? String(value ?? '') : <Shown field={field} value={value} />}
      </label>
    </td>
  )
  return (
    <tr>
      <th scope="row">{title}</th>
      {option(false, conflict.mine)}
      {option(true, conflict.theirs)}
    </tr>
  )
}

/** The server names a reference by its id; people know it by its label. */
function Shown({ field, value }: { readonly field: Field; readonly value: unknown }): ReactElement {
  const named = useReference(field.target, field.kind === 'belongsTo' && typeof value === 'string' ? value : undefined)
  if (field.kind !== 'belongsTo') return <Value field={field} value={value} />
  return <span>{named?.label ?? (isReference(value) ? value.label : '—')}</span>
}

/** The field, and the row it stands in when it is a line's. */
function fieldOf({ state, context }: Form, path: string): { readonly field: Field | undefined; readonly line: number | null } {
  const [head = '', id, name = ''] = path.split('.')
  const field = state.resource.field.get(head)
  if (id === undefined) return { field, line: null }
  const target = context.model.resources.get(field?.target ?? '')
  return { field: target?.field.get(name), line: keptLines(state.values, head).findIndex((line) => line.id === id) }
}
