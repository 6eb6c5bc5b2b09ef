import type { Text } from '../../../kernel/texts.js'
import { call } from '../api/client.js'
import { useLoad } from '../api/load.js'
import type { RecordView, Resource } from '../model/model.js'

export interface OpenTransition {
  readonly name: string
  readonly open: boolean
  readonly reason: Text | null
}

export interface OpenActions {
  readonly data: readonly OpenTransition[]
  /** `update`, `remove`: what may be done with this very record. */
  readonly can: readonly string[]
}

/** What this visitor may do with the record as it is now; undefined until the server has said. */
export function useOpenActions(resource: Resource, record: RecordView): OpenActions | undefined {
  const path = `/records/${resource.name}/${record.id}/transitions`
  const isAsked = resource.workflow !== null || resource.can.has('update') || resource.can.has('remove')
  return useLoad(isAsked ? `${path}@${record.version}` : null, (signal) => call<OpenActions>(path, { signal })).data
}
