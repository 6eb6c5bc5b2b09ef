import type { Lane } from './settings.js'

/** One try of one outbox row: what travels through the broker. The row itself stays in the database. */
export interface Try {
  readonly id: string
  /** Counted from one. */
  readonly attempt: number
  readonly lane: Lane
}

export interface Plan {
  readonly job: string
  readonly when: { readonly every: number } | { readonly cron: string; readonly zone: string }
}

export interface BrokerWork {
  /** Never rejects: what went wrong with a try is in its row. */
  run(one: Try): Promise<void>
  /** The slot of a schedule has come. @param slot milliseconds since 1970, the same in every process */
  tick(job: string, slot: number): Promise<void>
}

/**
 * What hands tries to workers: BullMQ, on Redis or on PostgreSQL. It may forget everything at any moment and may deliver a try twice;
 * the rows of `dj_outbox` know better.
 */
export interface Broker {
  /** Rejects when the broker does not answer. A try that is already there is not added again. */
  send(tries: readonly Try[]): Promise<void>
  work(work: BrokerWork): Promise<void>
  /** Makes these the only schedules. */
  schedule(plans: readonly Plan[]): Promise<void>
  /** Takes no further try; resolves when those under way are done. */
  drain(): Promise<void>
  close(): Promise<void>
}
