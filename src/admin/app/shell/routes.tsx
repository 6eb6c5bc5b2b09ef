import { lazy, type ReactElement } from 'react'
import { Navigate, useParams } from 'react-router-dom'
import type { Resource } from '../model/model.js'
import { useResource } from '../model/model-store.js'
import { recordPath } from '../parts/paths.js'
import { Empty } from '../parts/states.js'
import { useTexts } from '../texts/use-texts.js'
import { ScreenFrame } from './screen-frame.js'

const List = lazy(() => import('../list/list-screen.js').then(({ ListScreen }) => ({ default: ListScreen })))
const Form = lazy(() => import('../form/form-screen.js').then(({ FormScreen }) => ({ default: FormScreen })))
const Record = lazy(() => import('../record/record-screen.js').then(({ RecordScreen }) => ({ default: RecordScreen })))

export function ListRoute(): ReactElement {
  return (
    <ScreenFrame name="list">
      {useResourceOf((resource) => (
        <List key={resource.name} resource={resource} />
      ))}
    </ScreenFrame>
  )
}

/** Who may change none of them is shown the record. */
export function FormAction(): ReactElement {
  const { recordId } = useParams()
  return (
    <ScreenFrame name="form">
      {useResourceOf((resource) =>
        recordId !== undefined && !resource.can.has('update') ? (
          <Navigate replace to={recordPath(resource.name, recordId)} />
        ) : (
          <Form key={`${resource.name}/${recordId ?? ''}`} resource={resource} id={recordId} />
        ),
      )}
    </ScreenFrame>
  )
}

/** `/resources/:resource/actions/:action`: `new` is the only one there is. */
export function FormRoute(): ReactElement {
  const { actionName } = useParams()
  return actionName === 'new' ? <FormAction /> : <NotThere />
}

/** `/resources/:resource/records/:id/:action`: AdminJS would read the record itself here; ours reads `/api/v1`. */
export function RecordRoute(): ReactElement {
  const { actionName, recordId = '' } = useParams()
  const shown = useResourceOf((resource) => <Record key={`${resource.name}/${recordId}`} resource={resource} id={recordId} />)
  if (actionName === 'edit') return <FormAction />
  return actionName === 'show' ? <ScreenFrame name="record">{shown}</ScreenFrame> : <NotThere />
}

/** What one may not read and what does not exist look alike. */
function useResourceOf(show: (resource: Resource) => ReactElement): ReactElement {
  const { t } = useTexts()
  const { resourceId = '' } = useParams()
  const resource = useResource(resourceId)
  return resource === undefined ? <Empty title={t('error.notFound')} hint={t('error.notFoundHint')} /> : show(resource)
}

function NotThere(): ReactElement {
  const { t } = useTexts()
  return (
    <ScreenFrame name="missing">
      <Empty title={t('error.notFound')} hint={t('error.notFoundHint')} />
    </ScreenFrame>
  )
}
