/** Publishes again and again while people work, and looks whether every answer is of exactly one version. */
import { givenToken, type RunningProcess, type Site, setupContext } from './processes.js'

export interface PublishPlan {
  readonly publishes: number
  /** Between the start of one publish and of the next. */
  readonly everyMs: number
  readonly requestsPerSecond: number
  /** Called once half of the publishes are done, e.g. to take Redis away. */
  readonly halfway?: () => Promise<unknown>
}

export interface PublishOutcome {
  readonly published: number
  /** Requests that were answered. */
  readonly answered: number
  /** What was not as it should be, each in words. */
  readonly faults: readonly string[]
  /** Ninety-fifth of a hundred, in ms, of the people's requests. */
  readonly p95: number
}

interface People {
  readonly designer: string
  readonly rep: string
  readonly keeper: string
}

export async function publishUnderLoad(processes: readonly RunningProcess[], people: People, plan: PublishPlan): Promise<PublishOutcome> {
  const run = new Run(processes, people)
  const load = run.everyday(plan.requestsPerSecond)
  for (let number = 1; number <= plan.publishes; number++) {
    if (number === Math.ceil(plan.publishes / 2)) await plan.halfway?.()
    const due = Date.now() + plan.everyMs
    await run.publish(number)
    await pause(Math.max(0, due - Date.now()))
  }
  run.over = true
  await load
  return run.outcome()
}

export function prepareOffice(site: Site): Promise<People> {
  return site.during(async (platform) => {
    const { records } = platform
    const admin = setupContext(platform)
    const unit = await records.create(admin, 'unit', { name: '件' })
    await records.create(admin, 'product', { code: 'P1', name: '阀', unit: unit.id })
    const tokens = await Promise.all(
      (['designer', 'salesRep', 'warehouse'] as const).map((role) => givenToken(platform, role.toLowerCase(), [role])),
    )
    const [designer = '', rep = '', keeper = ''] = tokens.map(({ token }) => token)
    return { designer, rep, keeper }
  })
}

const labelOf = (number: number) => ({ zh: `第${number}版`, en: `Version ${number}` })

class Run {
  over = false
  private readonly faults: string[] = []
  private readonly took: number[] = []
  /** Which number each version of the Model bears. */
  private readonly numberOf = new Map<number, number>([[0, 0]])
  private readonly seen: { readonly version: number; readonly labels: readonly string[] }[] = []
  private published = 0
  private turn = 0

  constructor(
    private readonly processes: readonly RunningProcess[],
    private readonly people: People,
  ) {}

  /** Every second publish takes the rep's products away, every other gives them back: at the next request, in the other process. */
  async publish(number: number): Promise<void> {
    const isTaken = number % 2 === 1
    const permissions = { salesRep: isTaken ? null : { can: ['read'], rows: 'all', hide: ['#cost', 'supplier'] } }
    const set = [
      { definition: 'resource:product', patch: { permissions, label: labelOf(number) } },
      { definition: 'resource:customer', patch: { label: labelOf(number) } },
    ]
    const [here, there] = [number, number + 1].map((at) => this.processes[at % this.processes.length]?.url ?? '')
    const draft = await this.ask(here ?? '', this.people.designer, '/changes', { set, add: [] })
    const done = await this.ask(here ?? '', this.people.designer, `/changes/${draft.body.id}/publish`, { note: String(number) })
    if (done.status !== 200) this.faults.push(`publish ${number}: ${done.status} ${JSON.stringify(done.body)}`)
    else {
      this.published += 1
      this.numberOf.set(Number(done.body.version), number)
    }
    const next = await this.ask(there ?? '', this.people.rep, '/records/product?size=1')
    if (next.status !== (isTaken ? 404 : 200)) this.faults.push(`after publish ${number} the rep's products answer ${next.status}`)
  }

  /** People's requests at a steady rate, however long each takes. */
  async everyday(perSecond: number): Promise<void> {
    const under: Promise<void>[] = []
    const begun = Date.now()
    for (let sent = 0; !this.over; sent++) {
      await pause(Math.max(0, begun + (sent * 1_000) / perSecond - Date.now()))
      under.push(this.oneRequest())
    }
    await Promise.all(under)
  }

  private async oneRequest(): Promise<void> {
    this.turn += 1
    const url = this.processes[this.turn % this.processes.length]?.url ?? ''
    const paths = ['/model', '/records/product?size=5', '/model', '/records/customer?size=5', '/records/stockBalance']
    const path = paths[this.turn % paths.length] ?? '/model'
    const begun = performance.now()
    const { status, version, body } = await this.ask(url, this.people.keeper, path)
    this.took.push(performance.now() - begun)
    if (status !== 200) this.faults.push(`${path}: ${status} ${JSON.stringify(body).slice(0, 200)}`)
    if (path !== '/model') return
    if (body.version !== version) this.faults.push(`the header says ${version}, the body ${body.version}`)
    const labels = ['product', 'customer'].map((name) => body.resources?.find((one) => one.name === name)?.label.zh ?? '')
    this.seen.push({ version, labels })
  }

  private async ask(url: string, token: string, path: string, body?: unknown): Promise<Answered> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const sending = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    try {
      const answer = await fetch(`${url}/api/v1${path}`, { headers, ...sending })
      return {
        status: answer.status,
        version: Number(answer.headers.get('x-model-version')),
        body: (await answer.json()) as Answered['body'],
      }
    } catch (error) {
      return { status: 0, version: -1, body: { code: String(error) } }
    }
  }

  outcome(): PublishOutcome {
    const mixed = this.seen.flatMap(({ version, labels }) => {
      const number = this.numberOf.get(version)
      if (number === 0) return []
      const expected = number === undefined ? 'nothing that was published' : labelOf(number).zh
      return labels.every((label) => label === expected) ? [] : [`version ${version} shows ${labels.join(' and ')}, not ${expected}`]
    })
    const sorted = [...this.took].sort((a, b) => a - b)
    const p95 = Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0)
    return { published: this.published, answered: this.took.length, faults: [...this.faults, ...mixed].slice(0, 20), p95 }
  }
}

interface Answered {
  readonly status: number
  readonly version: number
  readonly body: {
    readonly id?: string
    readonly code?: string
    readonly version?: number
    readonly resources?: readonly { readonly name: string; readonly label: { readonly zh: string } }[]
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
