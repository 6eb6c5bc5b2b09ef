import type { Model } from '../compile/model.js'
import { millisecondsOf } from '../kernel/duration.js'
import type { Lane } from './settings.js'

const quickMs = 60_000

/** Jobs that may run longer than a minute have workers of their own: a report never keeps an alert waiting. */
export function laneOf(model: Model, job: string): Lane {
  const known = Object.hasOwn(model.jobs, job) ? model.jobs[job] : undefined
  return known !== undefined && millisecondsOf(known.deadline) > quickMs ? 'slow' : 'quick'
}
