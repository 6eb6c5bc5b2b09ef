import { call, queryOf } from '../api/client.js'
import { useLoad } from '../api/load.js'
import type { Field, RecordView, Resource, ScreenModel } from '../model/model.js'
import { useModel } from '../model/model-store.js'

/** Records of another resource that refer to this one, and how many there are. */
export interface Relation {
  readonly field: Field
  readonly target: Resource
  /** Which they are, as a condition. */
  readonly where: Readonly<Record<string, string>>
  readonly count: number | null
}

/** Counted anew for every version of the record: a transition may make or end what refers to it. */
export function useRelated(resource: Resource, { id, version }: Pick<RecordView, 'id' | 'version'>): readonly Relation[] {
  const model = useModel()
  const relations = relationsOf(model, resource, id)
  const key = relations.length === 0 ? null : `${resource.name}/${id}@${version}`
  const counts = useLoad(key, (signal) => Promise.all(relations.map((relation) => countOf(relation, signal))))
  return relations.map((relation, index) => ({ ...relation, count: counts.data?.[index] ?? null }))
}

function relationsOf(model: ScreenModel, resource: Resource, id: string): readonly Relation[] {
  const wanted =
    resource.screens.related.length > 0
      ? resource.screens.related
      : resource.fields.filter(({ kind, relation }) => kind === 'hasMany' && relation?.owned === false).map(({ name }) => name)
  return wanted.flatMap((name) => {
    const field = resource.field.get(name)
    const target = model.resources.get(field?.target ?? '')
    if (field?.relation == null || target === undefined || target.owned) return []
    return [{ field, target, where: { [field.relation.by]: id }, count: null }]
  })
}

async function countOf({ target, where }: Relation, signal: AbortSignal): Promise<number | null> {
  const path = `/aggregate/${target.name}${queryOf({ where: JSON.stringify(where), measure: 'count' })}`
  const counted = await call<{ readonly data: readonly Readonly<Record<string, unknown>>[] }>(path, { signal }).catch(() => undefined)
  return counted === undefined ? null : Number(counted.data[0]?.count ?? 0)
}
