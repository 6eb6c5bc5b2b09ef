import { setTimeout as wait } from 'node:timers/promises'
import type { HttpClient } from './http-client.js'
import { percentile } from './measure.js'
import type { Person } from './people.js'
import { nth } from './workload.js'

export interface Change {
  readonly definition: string
  readonly patch: Readonly<Record<string, unknown>>
}

export const fieldOf = (name: string) => ({ fields: { [name]: { kind: 'text', label: { zh: name, en: name } } } })

/** A label each time; every tenth time a field too, which alters a table. */
export function relabelled(time: number): Change {
  const label = { label: { zh: `联系人 ${time}`, en: `Contact ${time}` } }
  return { definition: 'resource:contact', patch: time % 10 === 9 ? { ...label, ...fieldOf(`x_bench${time}`) } : label }
}

/** An administrator who publishes, now on one process and now on the other. */
export class Publisher {
  published = 0
  tried = 0
  private ms: number[] = []
  private failures: string[] = []

  constructor(
    private readonly clients: readonly HttpClient[],
    private readonly admin: Person,
  ) {}

  client(turn: number): HttpClient {
    return nth(this.clients, turn)
  }

  async version(): Promise<number> {
    const { headers } = await this.ask(0, 'GET', '/api/v1/session')
    this.published = Number(headers['x-model-version'])
    return this.published
  }

  /** A publish that takes longer than `everyMs` delays those behind it. */
  async publishAll(count: number, everyMs: number): Promise<void> {
    const startedAt = performance.now()
    for (let time = 0; time < count; time += 1) {
      await wait(Math.max(0, startedAt + time * everyMs - performance.now()))
      await this.publish(relabelled(time))
    }
  }

  async publish(change: Change): Promise<void> {
    const turn = this.tried++
    const startedAt = performance.now()
    try {
      const { text } = await this.ask(turn, 'POST', '/api/v1/changes', { set: [change], add: [] })
      const { id } = JSON.parse(text)
      const answer = await this.ask(turn, 'POST', `/api/v1/changes/${id}/publish`, { note: 'bench' })
      this.published = Math.max(this.published, JSON.parse(answer.text).version)
      this.ms.push(performance.now() - startedAt)
    } catch (error) {
      this.failures.push(String(error))
    }
  }

  async restore(version: number): Promise<void> {
    await this.ask(0, 'POST', `/api/v1/versions/${version}/restore`, { note: 'bench' })
    for (const client of this.clients) client.close()
  }

  forget(): void {
    this.ms = []
    this.failures = []
  }

  facts() {
    const sorted = [...this.ms].sort((one, other) => one - other)
    return { publishes: sorted.length, failures: [...this.failures], p50Ms: percentile(sorted, 0.5), mostMs: sorted.at(-1) ?? Number.NaN }
  }

  private ask(turn: number, method: string, path: string, body?: unknown) {
    const { authorization } = this.admin
    return this.client(turn).ask(method, path, { headers: { authorization }, ...(body === undefined ? {} : { body }) })
  }
}
