import type { Model } from '../../../src/compile/model.js'
import type { Job } from '../../../src/define/job.js'

/** As much of a Model as the queue asks for. */
export function modelOfJobs(jobs: readonly Job[]): Model {
  const models = jobs.map(({ name, label, actsAs, attempts, schedule, deadline }) => ({
    name,
    label,
    actsAs,
    attempts: attempts ?? 5,
    schedule: schedule ?? null,
    deadline: deadline ?? { seconds: 60 },
  }))
  return { version: 1, roles: {}, jobs: Object.fromEntries(models.map((job) => [job.name, job])) } as unknown as Model
}

export const byName = (jobs: readonly Job[]): Readonly<Record<string, Job>> => Object.fromEntries(jobs.map((job) => [job.name, job]))

export async function until(holds: () => Promise<boolean> | boolean, limitMs = 20_000): Promise<void> {
  const end = Date.now() + limitMs
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`it did not come to hold within ${limitMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
