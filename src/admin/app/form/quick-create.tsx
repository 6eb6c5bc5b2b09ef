import { type ReactElement, useState } from 'react'
import type { Field, Resource } from '../model/model.js'
import { useResource } from '../model/model-store.js'
import { Button } from '../parts/button.js'
import { Dialog } from '../parts/dialog.js'
import { useTexts } from '../texts/use-texts.js'
import type { CreationProps } from './creation.js'
import { FormField } from './form-field.js'
import { useForm } from './use-form.js'
import { useSave } from './use-save.js'

/** Makes a record without leaving the form: its name and what it cannot be without. */
export function QuickCreate(props: CreationProps): ReactElement | null {
  const resource = useResource(props.target)
  return resource === undefined ? null : <CreateDialog {...props} resource={resource} />
}

function CreateDialog({ resource, typed, onClose, onCreated }: CreationProps & { readonly resource: Resource }): ReactElement {
  const { t, label } = useTexts()
  const title = resource.field.get(resource.title)
  const [given] = useState(() => (title?.writable === true && typed !== '' ? { [title.name]: typed } : {}))
  const form = useForm(resource, null, given)
  const { save, saving, problem } = useSave(form)
  const submit = async () => {
    const record = await save()
    if (record !== undefined) onCreated({ id: record.id, label: String(record[resource.title] ?? record.id) })
  }
  const actions = (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button look="primary" busy={saving} onClick={() => void submit()}>
        {t('create')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('form.createTitle', { name: label(resource.label) })} onClose={onClose} actions={actions}>
      {problem !== undefined && (
        <p className="error-text" role="alert">
          {problem}
        </p>
      )}
      <div className="fields single">
        {quickFields(resource).map((field) => (
          <FormField key={field.name} form={form} field={field} />
        ))}
      </div>
    </Dialog>
  )
}

function quickFields(resource: Resource): readonly Field[] {
  const isNeeded = (field: Field) =>
    field.name === resource.title || (field.required.op === 'literal' ? field.required.value === true : true)
  return resource.fields.filter((field) => field.writable && field.relation === null && isNeeded(field))
}
