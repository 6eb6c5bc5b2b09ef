import type { Duration } from '../kernel/duration.js'
import type { Text } from '../kernel/texts.js'

/** When a job runs by itself. Cron is read in the company's zone. */
export type Schedule = { readonly every: Duration } | { readonly cron: string }

export type JobPayload = Readonly<Record<string, unknown>>

/** The result of a try: done, or not possible (parked at once, no further try). A thrown error is tried again. */
export type Outcome = { readonly done: true; readonly note?: string } | { readonly parked: true; readonly because: string }

/** Rows as the API gives them. */
export type JobRecord = Readonly<Record<string, unknown>> & { readonly id: string }

/** What a job is handed: doors, already opened as the role it acts as. It imports nothing else. */
export interface JobTools {
  readonly records: {
    list(
      resource: string,
      query: { where?: unknown; sort?: string; fields?: readonly string[]; size?: number; after?: string },
    ): Promise<{ data: readonly JobRecord[]; next: string | null }>
    find(resource: string, id: string): Promise<JobRecord | undefined>
    transition(resource: string, id: string, transition: string, answers?: Readonly<Record<string, unknown>>): Promise<JobRecord>
  }
  readonly alerts: {
    /** Checks the alerts of a resource against these rows (all rows when none are named): raises what holds, closes what no longer does. */
    check(resource: string, ids?: readonly string[]): Promise<{ raised: number; closed: number }>
    /** Tells everybody who is to know of a raised alert and may read its record, each of them once. */
    announce(alertId: string): Promise<void>
  }
  readonly reports: { run(runId: string): Promise<void> }
  readonly exports: { run(runId: string): Promise<void> }
  readonly bulk: { run(runId: string): Promise<void> }
  readonly sync: { send(connector: string, id: string, key: string): Promise<Outcome> }
  readonly notify: {
    deliver(notificationId: string): Promise<void>
    /** A transition that was taken, as its errand has it. */
    step(errand: JobPayload, key: string): Promise<void>
  }
  /** Ends runs that nobody carries out any more and removes the files of those that have expired. */
  readonly runs: { sweep(): Promise<{ ended: number; forgotten: number }> }
  /** Lets go of ended sessions, spent throttles, old idempotency keys and uploads that no record took. */
  readonly ended: { forget(): Promise<{ sessions: number; throttles: number; keys: number; uploads: number }> }
  readonly invariants: { check(): Promise<{ broken: number }> }
  /** Works out what rows do not hold yet of computed and searched fields; of these (`order.total`) once more. */
  readonly derived: { settle(fields: readonly string[]): Promise<{ changed: number }> }
}

export interface JobContext {
  readonly payload: JobPayload
  /** The same on every try of the same job: what an outside system may deduplicate by. */
  readonly key: string
  readonly attempt: number
  readonly tools: JobTools
  readonly log: (message: string, facts?: Readonly<Record<string, unknown>>) => void
  readonly signal: AbortSignal
}

export interface Job {
  readonly name: string
  readonly label: Text
  readonly actsAs: string
  /** Tries before it is parked; 5 when not said. */
  readonly attempts?: number
  readonly schedule?: Schedule
  /** Longest run before it counts as hung; 60 seconds when not said. */
  readonly deadline?: Duration
  readonly run: (context: JobContext) => Promise<Outcome>
}

export const defineJob = (job: Job): Job => job
