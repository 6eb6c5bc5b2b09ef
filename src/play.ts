/** Plays a story through the door: each step as its own actor, at its own moment, with every rule in force. Knows no business. */

import { addDays, type Clock } from './kernel/clock.js'
import { Decimal } from './kernel/decimal.js'
import type { Actor } from './permissions/actor.js'
import { actorAs } from './permissions/platform-actor.js'
import type { Platform } from './platform.js'
import type { Context, RecordView } from './records/door.js'

/** A step of a story; see the stories for what each shape means. */
export interface PlayedStep {
  readonly day: number
  readonly time: string
  readonly as: string
  readonly create?: string
  readonly key?: string
  readonly values?: Values
  readonly take?: string
  readonly on?: Target
  readonly answers?: Values
  readonly change?: Target
  readonly share?: number
  readonly lines?: string
  readonly field?: string
}
type Values = Readonly<Record<string, unknown>>
type Target = { readonly key: string } | { readonly find: string; readonly where: Values }

/** A clock that stands where it was set last. */
export interface StoryClock extends Clock {
  set(at: number): void
}

export function storyClock(zone: string, start: number): StoryClock {
  let at = start
  return {
    zone,
    // Two acts never share an instant, so that ids and stamps keep their order.
    now: () => {
      at += 1
      return at
    },
    set: (next) => {
      at = Math.max(at, next)
    },
  }
}

interface Playing {
  readonly platform: Platform
  readonly clock: StoryClock
  /** The company's day that the story calls 0. */
  readonly today: string
  readonly keys: Map<string, { readonly resource: string; readonly id: string }>
  readonly actors: Map<string, Actor>
}

/** @param today  the calendar day that steps count back from */
export async function play(
  platform: Platform,
  clock: StoryClock,
  story: { readonly steps: readonly PlayedStep[]; readonly today: string },
): Promise<void> {
  const playing: Playing = { platform, clock, today: story.today, keys: new Map(), actors: new Map() }
  for (const step of story.steps) {
    clock.set(momentOf(playing, step))
    await takeStep(playing, step).catch((error: unknown) => {
      throw new Error(`the story breaks at ${JSON.stringify(step).slice(0, 300)}`, { cause: error })
    })
  }
}

/** The company's clock is read as China's, which has known no summer time since 1991. */
function momentOf({ today }: Playing, step: PlayedStep): number {
  return Date.parse(`${addDays(today, step.day)}T${step.time}:00+08:00`)
}

async function takeStep(playing: Playing, step: PlayedStep): Promise<void> {
  const context = playing.platform.contextFor(await actorOf(playing, step.as), 'story')
  if (step.create !== undefined) return createOne(playing, context, step)
  for (const target of await targetsOf(playing, step.on ?? step.change)) {
    if (step.take !== undefined) await transition(playing, context, { ...target, step })
    else await change(playing, context, { ...target, step })
  }
}

async function createOne({ platform, keys, ...rest }: Playing, context: Context, step: PlayedStep): Promise<void> {
  const resource = step.create ?? ''
  const values = resolved({ platform, keys, ...rest }, step.values ?? {}) as Values
  const { id } = await platform.records.create(context, resource, values)
  keys.set(step.key ?? id, { resource, id })
}

interface Aim {
  readonly resource: string
  readonly id: string
  readonly step: PlayedStep
}

async function transition(playing: Playing, context: Context, { resource, id, step }: Aim): Promise<void> {
  const answers = resolved(playing, step.answers ?? {}) as Values
  await playing.platform.records.transition(context, resource, id, step.take ?? '', answers, null)
}

async function change(playing: Playing, context: Context, { resource, id, step }: Aim): Promise<void> {
  const before = await playing.platform.records.get(context, resource, id)
  const values =
    step.share === undefined ? (resolved(playing, step.values ?? {}) as Values) : { [step.lines ?? '']: sharedLines(before, step) }
  await playing.platform.records.update(context, resource, id, values, Number(before.version))
}

/** Whole numbers only, and at least one. */
function sharedLines(record: RecordView, step: PlayedStep): readonly Values[] {
  const lines = (record[step.lines ?? ''] ?? []) as readonly RecordView[]
  const field = step.field ?? ''
  return lines.map((line) => ({
    id: line.id,
    [field]: Decimal.max(1, new Decimal(String(line[field])).times(step.share ?? 1).floor()).toString(),
  }))
}

async function targetsOf(playing: Playing, target: Target | undefined): Promise<readonly { resource: string; id: string }[]> {
  if (target === undefined) return []
  if ('key' in target) return [knownAs(playing, target.key)]
  const context = playing.platform.contextFor(actorAs(playing.platform.models.current(), 'admin', storyteller))
  const where = resolved(playing, target.where)
  const { data } = await playing.platform.records.list(context, target.find, { where, size: 200, sort: 'id', count: 'none' })
  return data.map((record) => ({ resource: target.find, id: record.id }))
}

function knownAs({ keys }: Playing, key: string): { readonly resource: string; readonly id: string } {
  const found = keys.get(key)
  if (found === undefined) throw new Error(`nothing is called ${key} yet`)
  return found
}

const storyteller = { login: 'story', name: '系统', via: 'seed' } as const

/** A login, or `role:` and a role that acts for the platform. */
async function actorOf(playing: Playing, as: string): Promise<Actor> {
  const { platform, actors } = playing
  if (as.startsWith('role:')) return actorAs(platform.models.current(), as.slice(5), storyteller)
  const known = actors.get(as)
  if (known !== undefined) return known
  const actor = await platform.accounts.actorFor({
    userId: knownAs(playing, `user:${as}`).id,
    model: platform.models.current(),
    via: 'screen',
  })
  if (actor === undefined) throw new Error(`nobody is called ${as}`)
  actors.set(as, actor)
  return actor
}

function resolved(playing: Playing, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => resolved(playing, one))
  if (typeof value !== 'object' || value === null) return value
  if ('key' in value && typeof value.key === 'string') return knownAs(playing, value.key).id
  if ('day' in value && typeof value.day === 'number') return addDays(playing.today, value.day)
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, resolved(playing, part)]))
}
