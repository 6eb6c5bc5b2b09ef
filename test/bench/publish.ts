/** Publishing while people work: a hundred times in a minute on two web processes, and during an export of every order. */
import { setTimeout as wait } from 'node:timers/promises'
import type { RowDataPacket } from 'mysql2/promise'
import { startChild, startWorker } from './children.js'
import type { Ground } from './ground.js'
import { HttpClient } from './http-client.js'
import { type LoadFacts, startLoad, summed } from './load.js'
import type { People, Person } from './people.js'
import { fieldOf, Publisher, relabelled } from './publisher.js'
import { nth } from './workload.js'

export interface PublishFacts {
  readonly publishes: number
  /** A minute when the machine keeps up. */
  readonly seconds: number
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
  // What earlier measurements left to do is not done now, at the cost of this one.
  await ground.database.query('DELETE FROM dj_outbox')
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
    tell(facts, say)
    const duringExport = await underExport(desk, nth(people.leads, 0))
    tellOfExport(duringExport, say)
    return { ...facts, duringExport }
  } finally {
    await desk.restore(before)
    await Promise.all([...webs, worker].map((one) => one.stop()))
    await dropFields(ground)
  }
}

type Say = (line: string) => void

function tell({ publishes: made, seconds: took, p50Ms, mostMs, failures, load }: Omit<PublishFacts, 'duringExport'>, say: Say): void {
  say(`${made} publishes in ${took.toFixed(0)} s: p50 ${p50Ms.toFixed(0)} ms, at most ${mostMs.toFixed(0)} ms; ${failures.length} failed`)
  const rate = (load.requests / load.seconds).toFixed(0)
  say(`meanwhile ${load.requests} requests (${rate} a second): ${load.errors} errors, ${load.stale} answered by an older version`)
  say(`their p50 ${load.p50Ms} ms, p99 ${load.p99Ms} ms`)
}

function tellOfExport({ rows, seconds: took, publishes: made, p50Ms, mostMs, failures }: ExportFacts, say: Say): void {
  say(
    `an export of ${rows} rows in ${took.toFixed(0)} s, meanwhile ${made} publishes: p50 ${p50Ms.toFixed(0)} ms, at most ${mostMs.toFixed(0)} ms`,
  )
  say(`${failures.length} failed`)
}

async function underLoad(desk: Publisher, urls: readonly string[], { leads }: People): Promise<Omit<PublishFacts, 'duringExport'>> {
  const authorizations = leads.map(({ authorization }) => authorization)
  const paths = ['/api/v1/records/order?size=25', '/api/v1/records/customer?size=25', '/api/v1/session']
  const published = () => desk.published
  const loads = urls.map((url) => startLoad({ url, perSecond: perSecond / urls.length, authorizations, paths, published }))
  const startedAt = performance.now()
  await desk.publishAll(publishes, (seconds * 1_000) / publishes)
  const took = (performance.now() - startedAt) / 1_000
  const load = summed(await Promise.all(loads.map((one) => one.stop())))
  return { ...desk.facts(), seconds: took, load }
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

/** The platform never drops a column; the kept database would gain some with every run. */
async function dropFields({ database }: Ground): Promise<void> {
  const [rows] = await database.query<RowDataPacket[]>(
    "SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = DATABASE() AND column_name LIKE 'x\\_bench%'",
  )
  for (const { t, c } of rows) await database.query(`ALTER TABLE \`${t}\` DROP COLUMN \`${c}\``)
}
