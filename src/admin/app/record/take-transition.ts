import { call } from '../api/client.js'
import { newKey } from '../api/new-key.js'
import type { RecordView, Resource, Transition } from '../model/model.js'
import { notify } from '../shell/adapter.js'
import { textsNow } from '../texts/use-texts.js'

interface Step {
  readonly resource: Resource
  readonly record: RecordView
  readonly transition: Transition
}

/** @throws ApiError `transition-blocked` with the reason when it is not open */
export async function takeTransition(
  { resource, record, transition }: Step,
  answers: Readonly<Record<string, unknown>>,
): Promise<RecordView> {
  const path = `/records/${resource.name}/${record.id}/${transition.name}`
  const key = `${transition.name}-${record.id}-${record.version}-${JSON.stringify(answers).length}-${newKey()}`
  const taken = await call<RecordView>(path, { method: 'POST', body: answers, ifMatch: record.version, idempotencyKey: key })
  const texts = textsNow()
  notify(texts.t('record.taken', { name: texts.label(transition.label) }))
  return taken
}
