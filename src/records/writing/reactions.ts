import type { ResourceModel } from '../../compile/model.js'
import { holds } from '../../expressions/evaluate.js'
import { readsElsewhere, referencesOf } from '../../expressions/references.js'
import type { Expression } from '../../expressions/tree.js'
import type { Act } from './act.js'
import type { Acted } from './acted.js'
import { headScope } from './document.js'
import { enqueue } from './outbox.js'

/** The job that looks at alerts of named records; without it they are looked at by the sweep alone. */
const job = 'raise-alerts'

/** What a write of any record sets off by itself: alerts of its resource that it may have raised or ended are looked at once it is committed. */
export async function reactTo(act: Act, resource: ResourceModel, acted: Acted): Promise<void> {
  const isConcerned = Object.hasOwn(act.model.jobs, job) && resource.alerts.some(({ when }) => mayConcern(act, acted, when))
  if (isConcerned) await enqueue(act, [{ job, payload: { resource: resource.name, ids: [acted.id] } }])
}

/** A new record has no alert that could end; one that reads no other rows is raised by it now or not at all. */
function mayConcern(act: Act, { changed, document, isNew }: Acted, when: Expression): boolean {
  if (readsElsewhere(when)) return true
  if (isNew) return document === null || holds(when, headScope(act, document))
  return changed === null || readsAny(when, changed)
}

const readsAny = (when: Expression, changed: readonly string[]): boolean =>
  referencesOf(when).paths.some(([name = '']) => changed.includes(name))
