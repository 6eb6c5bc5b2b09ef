import { type ReactElement, useState } from 'react'
import { call } from '../api/client.js'
import { type Loaded, useLoad } from '../api/load.js'
import type { RecordView, Resource } from '../model/model.js'
import { Failure, Loading } from '../parts/states.js'
import { useTitle } from '../parts/use-title.js'
import { useTexts } from '../texts/use-texts.js'
import { Details } from './details.js'
import { RecordHead } from './record-head.js'
import { RelatedList } from './related-list.js'
import { type Tab, Tabs } from './tabs.js'
import { Timeline } from './timeline.js'
import { useRelated } from './use-related.js'

/** One record: what it is, what one may do with it, what hangs on it, what happened to it. */
export function RecordScreen({ resource, id }: { readonly resource: Resource; readonly id: string }): ReactElement {
  const record = useLoad(`${resource.name}/${id}`, (signal) => call<RecordView>(`/records/${resource.name}/${id}`, { signal }))
  if (record.error !== undefined && record.data === undefined) return <Failure error={record.error} retry={record.reload} />
  return record.data === undefined ? <Loading lines={12} /> : <Shown resource={resource} record={record} data={record.data} />
}

interface ShownProps {
  readonly resource: Resource
  readonly record: Loaded<RecordView>
  readonly data: RecordView
}

function Shown({ resource, record, data }: ShownProps): ReactElement {
  const { t, label } = useTexts()
  const [open, setOpen] = useState('details')
  const related = useRelated(resource, data)
  useTitle(`${String(data[resource.title] ?? data.id)} ${label(resource.label)}`)
  const tabs: readonly Tab[] = [
    { name: 'details', label: t('record.details'), count: null },
    ...related.map(({ field, count }) => ({ name: field.name, label: label(field.label), count })),
    { name: 'history', label: t('record.history'), count: null },
  ]
  const shown = related.find(({ field }) => field.name === open)
  return (
    <article className="record-screen" data-testid="record">
      <RecordHead resource={resource} record={data} reload={record.reload} />
      <Tabs tabs={tabs} open={open} onOpen={setOpen} />
      <div className="tab-panel" role="tabpanel" id={`panel-${open}`} aria-labelledby={`tab-${open}`}>
        {open === 'details' && <Details resource={resource} record={data} />}
        {open === 'history' && <Timeline resource={resource} id={data.id} version={data.version} />}
        {shown !== undefined && <RelatedList relation={shown} record={{ id: data.id, label: String(data[resource.title] ?? data.id) }} />}
      </div>
    </article>
  )
}
