import { type ReactElement, useEffect, useState } from 'react'
import { Navigate, useLocation, useNavigate } from 'react-router-dom'
import { call } from '../api/client.js'
import { useLoad } from '../api/load.js'
import { trailOf } from '../list/trail.js'
import type { RecordView, Resource, Values } from '../model/model.js'
import { newRecordModel } from '../model/model-store.js'
import { Button } from '../parts/button.js'
import { givenIn, newPath, recordPath } from '../parts/paths.js'
import { Failure, Loading } from '../parts/states.js'
import { useTitle } from '../parts/use-title.js'
import { useOpenActions } from '../record/use-open-actions.js'
import { notify } from '../shell/adapter.js'
import { useTexts } from '../texts/use-texts.js'
import { ConflictDialog } from './conflict-dialog.js'
import { CreationContext } from './creation.js'
import { DirtyGuard } from './dirty-guard.js'
import { FormSections } from './form-sections.js'
import { QuickCreate } from './quick-create.js'
import { type Form, useForm } from './use-form.js'
import { useSave } from './use-save.js'
import { useSaveKey } from './use-save-key.js'

/** A new record, or an old one to change. */
export function FormScreen({ resource, id }: { readonly resource: Resource; readonly id: string | undefined }): ReactElement {
  const found = useLoad(id === undefined ? null : `${resource.name}/${id}`, () => call<RecordView>(`/records/${resource.name}/${id}`))
  const [round, setRound] = useState(0)
  if (id === undefined) return <OpenForm key={`new${round}`} resource={resource} base={null} startAgain={() => setRound(round + 1)} />
  if (found.error !== undefined) return <Failure error={found.error} retry={found.reload} />
  return found.data === undefined ? <Loading lines={12} /> : <ChangeForm key={id} resource={resource} base={found.data} />
}

/** A record that this visitor may not change as it stands now is shown instead. */
function ChangeForm({ resource, base }: { readonly resource: Resource; readonly base: RecordView }): ReactElement {
  const open = useOpenActions(resource, base)
  if (open?.can.includes('update') === false) return <Navigate replace to={recordPath(resource.name, base.id)} />
  return <OpenForm resource={resource} base={base} startAgain={() => undefined} />
}

interface OpenFormProps {
  readonly resource: Resource
  readonly base: RecordView | null
  readonly startAgain: () => void
}

/** What the address says of fields that one may write in a new record. */
function givenFor({ name }: Resource, search: string): Values {
  const fields = newRecordModel.get().resources.get(name)?.field
  return Object.fromEntries(Object.entries(givenIn(search)).filter(([field]) => fields?.get(field)?.writable === true))
}

type After = 'show' | 'new' | 'back'

function OpenForm({ resource, base, startAgain }: OpenFormProps): ReactElement {
  const { search } = useLocation()
  const form = useForm(resource, base, base === null ? givenFor(resource, search) : {})
  const saving = useSave(form)
  const { t } = useTexts()
  const leave = useLeave(resource, startAgain)
  const [leaving, setLeaving] = useState<{ readonly after: After; readonly id: string }>()
  const save = async (after: After) => {
    const record = await saving.save()
    if (record === undefined) return
    notify(t('form.saved'))
    form.restart(record)
    setLeaving({ after, id: record.id })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: leaves once the saved form is no longer dirty
  useEffect(() => {
    if (leaving !== undefined && !form.dirty) leave(leaving.after, leaving.id)
  }, [leaving, form.dirty])
  useSaveKey(() => void save('show'))
  return (
    <CreationContext.Provider value={QuickCreate}>
      <form className="form-screen" noValidate onSubmit={(event) => event.preventDefault()} data-testid="form">
        <FormHead resource={resource} base={base} />
        {saving.problem !== undefined && (
          <p className="banner danger" role="alert">
            {saving.problem}
          </p>
        )}
        <FormSections form={form} />
        <SaveBar dirty={form.dirty} busy={saving.saving} isNew={base === null} onSave={(after) => void save(after)} />
        <DirtyGuard dirty={form.dirty && leaving === undefined} />
        {saving.conflicts.length > 0 && base !== null && <Conflicts form={form} saving={saving} />}
      </form>
    </CreationContext.Provider>
  )
}

function Conflicts({ form, saving }: { readonly form: Form; readonly saving: ReturnType<typeof useSave> }): ReactElement {
  return <ConflictDialog form={form} conflicts={saving.conflicts} onClose={saving.forgetConflicts} />
}

function useLeave(resource: Resource, startAgain: () => void): (after: After, id: string) => void {
  const navigate = useNavigate()
  return (after, id) => {
    if (after === 'back') return navigate(trailOf(resource.name).from)
    if (after === 'show') return navigate(recordPath(resource.name, id), { replace: true })
    startAgain()
    navigate(newPath(resource.name))
  }
}

function FormHead({ resource, base }: { readonly resource: Resource; readonly base: RecordView | null }): ReactElement {
  const { t, label } = useTexts()
  const name = label(resource.label)
  const title = base === null ? t('form.newTitle', { name }) : `${name} ${String(base[resource.title] ?? base.id)}`
  useTitle(title)
  return (
    <header className="screen-head">
      <h1>{title}</h1>
    </header>
  )
}

interface SaveBarProps {
  readonly dirty: boolean
  readonly busy: boolean
  readonly isNew: boolean
  readonly onSave: (after: After) => void
}

function SaveBar({ dirty, busy, isNew, onSave }: SaveBarProps): ReactElement {
  const { t } = useTexts()
  const navigate = useNavigate()
  return (
    <div className="save-bar" data-testid="save-bar">
      <span className="muted save-state">{dirty ? t('form.unsaved') : ''}</span>
      <span className="grow" />
      <Button look="quiet" onClick={() => navigate(-1)}>
        {t('cancel')}
      </Button>
      {isNew && (
        <Button disabled={busy} onClick={() => onSave('new')} className="wide-only">
          {t('form.saveAndNew')}
        </Button>
      )}
      <Button disabled={busy} onClick={() => onSave('back')} className="wide-only">
        {t('form.saveAndBack')}
      </Button>
      <Button look="primary" busy={busy} title="Ctrl+S" onClick={() => onSave('show')} data-testid="save">
        {t('save')}
      </Button>
    </div>
  )
}
