/** Publishing while people work: a hundred times in a minute on two web processes, and during an export of every order. */
import { setTimeout as wait } from 'node:timers/promises'
import type { RowDataPacket } from 'mysql2/promise'
import { startChild, startWorker } from './children.js'
import type { Ground } from './ground.js'
import { HttpClient } from './http-client.js'
import { applyLoad, type LoadFacts, summed } from './load.js'
import { percentile } from './measure.js'
import type { People, Person } from './people.js'
import { nth } from './workload.js'

export interface PublishFacts {
  readonly publishes: number
  readonly failures: readonly string[]
  readonly p50Ms: number
  readonly mostMs: number
  readonly load: LoadFacts
  readonly duringExport: ExportFacts
}

interface ExportFacts {
  readonly rows: number
  readonly seconds: number
  readonly publishes: number
  readonly failures: readonly string[]
  readonly p50Ms: number
  readonly mostMs: number
}

const publishes = 100
const seconds = 60
const perSecond = 50

export async function measurePublishing(ground: Ground, people: People, say: (line: string) => void): Promise<PublishFacts> {
  const web = ['--enable-source-maps', 'dist/src/web.js']
  const webs = [await startChild(web, { ...ground.env, ROLE: 'web' }), await startChild(web, { ...ground.env, ROLE: 'web' })]
  const worker = await startWorker(web, { ...ground.env, ROLE: 'worker' })
  const desk = new Publisher(
    webs.map(({ url }) => new HttpClient(url)),
    people.admin,
  )
  const before = await desk.version()
  try {
    const facts = await underLoad(
      desk,
      webs.map(({ url }) => url),
      people,
    )
    say(
      `${facts.publishes} publishes: p50 ${facts.p50Ms.toFixed(0)} ms, at most ${facts.mostMs.toFixed(0)} ms; failed: ${facts.failures.length}`,
    )
    say(`meanwhile ${facts.load.requests} requests: ${facts.load.errors} errors, ${facts.load.stale} by an older version`)
    const duringExport = await underExport(desk, nth(people.leads, 0))
    say(`during an export of ${duringExport.rows} rows (${duringExport.seconds.toFixed(0)} s): ${JSON.stringify(duringExport)}`)
    return { ...facts, duringExport }
  } finally {
    await desk.restore(before)
    await Promise.all([...webs, worker].map((one) => one.stop()))
    await dropFields(ground)
  }
}

async function underLoad(desk: Publisher, urls: readonly string[], { leads, reps }: People): Promise<Omit<PublishFacts, 'duringExport'>> {
  const authorizations = [...leads, ...reps].map(({ authorization }) => authorization)
  const paths = ['/api/v1/records/order?size=25', '/api/v1/records/customer?size=25', '/api/v1/session']
  const published = () => desk.published
  const loads = urls.map((url) =>
    applyLoad({ url, perSecond: perSecond / urls.length, seconds: seconds + 2, authorizations, paths, published }),
  )
  await desk.publishAll(publishes, (seconds * 1_000) / publishes)
  const load = summed(await Promise.all(loads))
  return { ...desk.facts(), load }
}

/** One publish a second, as long as the export runs; the first gives the exported table a column. */
async function underExport(desk: Publisher, { authorization }: Person): Promise<ExportFacts> {
  const asking = { headers: { authorization } }
  const client = desk.client(0)
  const startedAt = performance.now()
  const { text } = await client.ask('POST', '/api/v1/exports', { ...asking, body: { resource: 'order', format: 'xlsx' } })
  const { id } = JSON.parse(text)
  const state = async () => JSON.parse((await client.ask('GET', `/api/v1/runs/${id}`, asking)).text)
  while ((await state()).state === 'queued') await wait(50)
  desk.forget()
  await desk.publish({ definition: 'resource:order', patch: fieldOf('x_benchExport') })
  let run = await state()
  for (; run.state === 'running'; run = await state()) {
    await desk.publish(relabelled(desk.tried))
    await wait(1_000)
  }
  if (run.state !== 'done') throw new Error(`the export ended as ${run.state}: ${run.error}`)
  return { rows: Number(run.rows), seconds: (performance.now() - startedAt) / 1_000, ...desk.facts() }
}

interface Change {
  readonly definition: string
  readonly patch: Readonly<Record<string, unknown>>
}

const fieldOf = (name: string) => ({ fields: { [name]: { kind: 'text', label: { zh: name, en: name } } } })

/** A label each time; every tenth time a field too, which alters a table. */
function relabelled(time: number): Change {
  const label = { label: { zh: `联系人 ${time}`, en: `Contact ${time}` } }
  return { definition: 'resource:contact', patch: time % 10 === 9 ? { ...label, ...fieldOf(`x_bench${time}`) } : label }
}

/** An administrator who publishes, now on one process and now on the other. */
class Publisher {
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

/** The platform never drops a column; the kept database would gain some with every run. */
async function dropFields({ database }: Ground): Promise<void> {
  const [rows] = await database.query<RowDataPacket[]>(
    "SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = DATABASE() AND column_name LIKE 'x\\_bench%'",
  )
  for (const { t, c } of rows) await database.query(`ALTER TABLE \`${t}\` DROP COLUMN \`${c}\``)
}
