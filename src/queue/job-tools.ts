import type { JobModel, Model } from '../compile/model.js'
import type { JobRecord, JobTools, Outcome } from '../define/job.js'
import type { Actor } from '../permissions/actor.js'
import type { Context, ListQuery, Records } from '../records/door.js'

/** One try of a job, as the rooms behind the doors need to know it. */
export interface TryFacts {
  readonly signal: AbortSignal
  /** Whoever shows a state to people says now that it failed: nobody will come back to do so. */
  readonly isLast: boolean
}

/** Opens the doors for one try of one job. */
export type ToolsFor = (context: Context, facts: TryFacts) => JobTools

/** What the errand of a transition holds: `records/` wrote it. */
interface StepErrand {
  readonly resource: string
  readonly id: string
  readonly transition: string
  readonly by: string | null
  readonly answers: Readonly<Record<string, string>>
  readonly key: string
}

/** The rooms behind the doors; each acts as the context it is given. */
export interface ToolRooms {
  readonly records: Records
  readonly alerts: {
    check(context: Context, resource: string, ids?: readonly string[]): Promise<{ raised: number; closed: number }>
    announce(context: Context, alertId: string): Promise<void>
  }
  readonly reports: { run(runId: string, signal: AbortSignal): Promise<void> }
  readonly exports: { run(runId: string, signal: AbortSignal): Promise<void> }
  readonly bulk: { run(runId: string, signal: AbortSignal): Promise<void> }
  readonly sync: { send(context: Context, errand: { connector: string; id: string; key: string }, facts: TryFacts): Promise<Outcome> }
  readonly notify: {
    deliver(context: Context, notificationId: string): Promise<void>
    step(context: Context, step: StepErrand): Promise<void>
  }
  readonly runs: { sweep(): Promise<{ ended: number; forgotten: number }> }
  readonly ended: { forget(): Promise<{ sessions: number; throttles: number; keys: number; uploads: number }> }
  readonly invariants: { check(): Promise<{ broken: number }> }
  readonly derived: { settle(fields: readonly string[]): Promise<{ changed: number }> }
}

export function toolsOver(rooms: ToolRooms): ToolsFor {
  return (context, facts) => ({
    records: recordTools(rooms.records, context),
    alerts: {
      check: (resource, ids) => rooms.alerts.check(context, resource, ids),
      announce: (id) => rooms.alerts.announce(context, id),
    },
    reports: { run: (id) => rooms.reports.run(id, facts.signal) },
    exports: { run: (id) => rooms.exports.run(id, facts.signal) },
    bulk: { run: (id) => rooms.bulk.run(id, facts.signal) },
    sync: { send: (connector, id, key) => rooms.sync.send(context, { connector, id, key }, facts) },
    notify: {
      deliver: (id) => rooms.notify.deliver(context, id),
      step: (errand, key) => rooms.notify.step(context, { ...(errand as Omit<StepErrand, 'key'>), key }),
    },
    runs: { sweep: () => rooms.runs.sweep() },
    ended: { forget: () => rooms.ended.forget() },
    invariants: { check: () => rooms.invariants.check() },
    derived: { settle: (fields) => rooms.derived.settle(fields) },
  })
}

function recordTools(records: Records, context: Context): JobTools['records'] {
  return {
    list: async (resource, query) => {
      const { data, page } = await records.list(context, resource, { ...(query as ListQuery), count: 'none' })
      return { data: data as readonly JobRecord[], next: page.next }
    },
    find: async (resource, id) => {
      const { data } = await records.list(context, resource, { where: { id }, size: 1, count: 'none' })
      return data[0] as JobRecord | undefined
    },
    transition: (resource, id, name, answers = {}) => records.transition(context, resource, id, name, answers, null) as Promise<JobRecord>,
  }
}

/** A job is nobody: it holds the one role it acts as, and what that role may. */
export function jobActor(model: Model, job: Pick<JobModel, 'name' | 'label' | 'actsAs'>): Actor {
  return {
    id: null,
    login: `job:${job.name}`,
    name: job.label.zh,
    roles: [job.actsAs],
    system: model.roles[job.actsAs]?.system ?? [],
    department: null,
    departments: [],
    warehouse: null,
    locale: 'zh-CN',
    via: 'job',
    readOnly: false,
  }
}
