import type { ResourceModel } from '../../compile/model.js'
import { readsElsewhere, referencesOf } from '../../expressions/references.js'
import type { Act, Acted } from './act.js'
import { enqueue } from './outbox.js'

/** The job that looks at alerts of named records; without it they are looked at by the sweep alone. */
const job = 'raise-alerts'

/** What a write of any record sets off by itself: alerts of its resource that it may have raised or ended are looked at once it is committed. */
export async function reactTo(act: Act, resource: ResourceModel, { id, changed }: Acted): Promise<void> {
  const isConcerned = resource.alerts.some(({ when }) => changed === null || readsElsewhere(when) || readsAny(when, changed))
  if (isConcerned && Object.hasOwn(act.model.jobs, job)) await enqueue(act, [{ job, payload: { resource: resource.name, ids: [id] } }])
}

const readsAny = (when: ResourceModel['alerts'][number]['when'], changed: readonly string[]): boolean =>
  referencesOf(when).paths.some(([name = '']) => changed.includes(name))
