import type { ResourceModel } from '../../compile/model.js'
import type { Act } from './act.js'
import { enqueue } from './outbox.js'

/** The job that looks at alerts of named records; without it they are looked at by the sweep alone. */
const job = 'raise-alerts'

/** What a write of any record sets off by itself: alerts of its resource are looked at once it is committed. */
export async function reactTo(act: Act, resource: ResourceModel, id: string): Promise<void> {
  if (resource.alerts.length > 0 && Object.hasOwn(act.model.jobs, job))
    await enqueue(act, [{ job, payload: { resource: resource.name, ids: [id] } }])
}
