import { get, post } from '../make-route.js'
import type { JobsBoard, SyncBoard } from '../ports.js'
import { jsonAnswer, type Route } from '../route.js'
import { accepted, ok } from '../status.js'
import { pageOf } from './alerts.js'

/** What works in the background, for who holds the right `manageJobs`. */
export function jobRoutes(jobs: JobsBoard, sync: SyncBoard): readonly Route[] {
  return [
    get(
      '/jobs',
      { summary: 'Jobs and their outcomes', access: 'manageJobs', query: ['state', 'job', 'after', 'size'] },
      async ({ act, query }) => {
        const asked = { state: query.text('state') ?? null, job: query.text('job') ?? null, ...pageOf(query) }
        return jsonAnswer(ok, await jobs.list(act.context, asked))
      },
    ),
    post('/jobs/:id/retry', { summary: 'Try a job again', access: 'manageJobs', body: 'none' }, async (call) => {
      const id = call.id()
      return call.once({ status: accepted, act: (context) => jobs.retry(context, id), show: (started) => ({ id: started.id }) })
    }),
    get('/sync/:connector', { summary: 'How an outside system is kept up', access: 'manageJobs' }, async (call) =>
      jsonAnswer(ok, await sync.get(call.act.context, call.param('connector'))),
    ),
  ]
}
