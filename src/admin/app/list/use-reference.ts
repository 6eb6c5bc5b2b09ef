import { call, queryOf } from '../api/client.js'
import { useLoad } from '../api/load.js'
import type { Reference, ScreenModel, Values } from '../model/model.js'
import { useModel } from '../model/model-store.js'

/** The label of a record named by its id alone, as filters in an address are. */
export function useReference(target: string | null, id: string | undefined): Reference | null {
  const model = useModel()
  const wanted = target !== null && id !== undefined && model.resources.has(target)
  const found = useLoad(wanted ? `${target}/${id}` : null, () => readLabel(model, target ?? '', id ?? ''))
  if (id === undefined) return null
  return found.data ?? { id, label: id }
}

async function readLabel(model: ScreenModel, target: string, id: string): Promise<Reference> {
  const title = model.resources.get(target)?.title ?? 'id'
  const record = await call<Values>(`/records/${target}/${encodeURIComponent(id)}${queryOf({ fields: title })}`)
  return { id, label: String(record[title] ?? id) }
}
