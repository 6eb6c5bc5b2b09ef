import type { OptionModel } from '../../../compile/model.js'
import { addDays } from '../../../kernel/clock.js'
import { call, queryOf } from '../api/client.js'
import { useEventsTogether } from '../api/events.js'
import { type Loaded, useLoad } from '../api/load.js'
import { currentUser } from '../api/session.js'
import type { Field, Resource } from '../model/model.js'
import { useModel } from '../model/model-store.js'
import { companyToday } from '../parts/company-day.js'
import { useStore } from '../parts/store.js'

/** Records in a state from which this visitor takes the next step: the one that stands out. */
export interface Waiting {
  readonly resource: Resource
  readonly state: OptionModel
  readonly count: number
}

export interface Draft {
  readonly resource: Resource
  readonly where: Readonly<Record<string, unknown>>
  readonly count: number
}

export interface Overview {
  readonly resource: Resource
  /** What is summed; null: records are counted. */
  readonly sum: Field | null
  readonly states: readonly { readonly state: OptionModel; readonly value: string }[]
  /** The same of this month; null where there is no day to go by. */
  readonly month: Month | null
}

/** A number of this month, and the list it stands for. */
export interface Month {
  readonly on: Field
  readonly where: Readonly<Record<string, unknown>>
  readonly value: string
}

export interface Home {
  readonly waiting: readonly Waiting[]
  readonly drafts: readonly Draft[]
  readonly overviews: readonly Overview[]
}

type Counted = { readonly data: readonly Readonly<Record<string, unknown>>[] }

/** Built from the model alone: every resource that has states. What cannot be counted is left out. Read again when one is told something. */
export function useHome(): Loaded<Home> {
  const model = useModel()
  const user = useStore(currentUser)
  const resources = [...model.resources.values()].filter(({ workflow, screens }) => workflow !== null && screens.menu !== null)
  const home = useLoad(`home ${resources.map(({ name }) => name).join()} ${user.id}`, async (signal) => {
    const counted = await Promise.all(resources.map((resource) => countStates(resource, user.id, signal)))
    return {
      waiting: counted.flatMap(({ waiting }) => waiting),
      drafts: counted.flatMap(({ draft }) => (draft.count > 0 ? [draft] : [])),
      overviews: counted.flatMap(({ overview }) => (overview === null ? [] : [overview])).slice(0, 4),
    }
  })
  useEventsTogether('notification', home.reload)
  return home
}

interface CountedResource {
  readonly waiting: readonly Waiting[]
  readonly draft: Draft
  readonly overview: Overview | null
}

async function countStates(resource: Resource, user: string, signal: AbortSignal): Promise<CountedResource> {
  const sum = resource.screens.board?.sum ?? null
  const measure = sum === null ? 'count' : `count,sum(${sum})`
  const where = { createdBy: user, status: resource.workflow?.initial }
  const ask = (parameters: Readonly<Record<string, string>>): Promise<Counted> =>
    call<Counted>(`/aggregate/${resource.name}${queryOf(parameters)}`, { signal }).catch(() => ({ data: [] }))
  const mayDraft = hasDrafts(resource) && resource.can.has('update') && resource.field.has('createdBy')
  const on = dayOf(resource)
  const [all, mine, month] = await Promise.all([
    ask({ by: 'status', measure }),
    mayDraft ? ask({ where: JSON.stringify(where), measure: 'count' }) : { data: [] },
    on === undefined ? { data: [] } : ask({ where: JSON.stringify(thisMonth(resource, on)), measure }),
  ])
  return {
    waiting: waitingIn(resource, all),
    draft: { resource, where, count: Number(mine.data[0]?.count ?? 0) },
    overview: all.data.length < 2 ? null : { ...overviewOf(resource, all, sum), month: monthOf(resource, on, month) },
  }
}

/** The day the screen filters by first. */
const dayOf = ({ screens, field }: Resource): Field | undefined =>
  screens.filter.flatMap((name) => field.get(name) ?? []).find(({ kind, stored }) => kind === 'date' && stored)

/** From its first day to its last, as the list's filter has it, of what is settled: not what is begun, waits for somebody, or was called off. */
function thisMonth(resource: Resource, { name }: Field): Month['where'] {
  const month = companyToday().slice(0, 7)
  const days = { gte: `${month}-01`, lte: addDays(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, -1) }
  return { [name]: days, status: settledStates(resource) }
}

function settledStates(resource: Resource): readonly string[] {
  const states = resource.workflow?.states ?? []
  return states.flatMap(({ value, tone }) => (tone === 'info' || tone === 'success' ? [value] : []))
}

function monthOf(resource: Resource, on: Field | undefined, { data }: Counted): Month | null {
  if (on === undefined || data[0] === undefined) return null
  return { on, where: thisMonth(resource, on), value: measured(data[0], resource.screens.board?.sum ?? null) }
}

/** A neutral first state is a draft: it waits for who began it, not for everybody. One that stands out waits for whoever may move it on. */
const hasDrafts = ({ workflow }: Resource): boolean => {
  const first = workflow?.states.find(({ value }) => value === workflow.initial)
  return first?.tone === 'neutral'
}

function waitingIn(resource: Resource, { data }: Counted): readonly Waiting[] {
  const { workflow } = resource
  const isMovable = (value: string) => workflow?.transitions.some(({ from, tone }) => tone === 'primary' && from.includes(value))
  const open = (workflow?.states ?? []).filter(
    ({ value }) => isMovable(value) === true && !(value === workflow?.initial && hasDrafts(resource)),
  )
  return open.flatMap((state) => {
    const count = Number(data.find(({ status }) => status === state.value)?.count ?? 0)
    return count === 0 ? [] : [{ resource, state, count }]
  })
}

function overviewOf(resource: Resource, { data }: Counted, sum: string | null): Omit<Overview, 'month'> {
  const states = (resource.workflow?.states ?? []).flatMap((state) => {
    const row = data.find(({ status }) => status === state.value)
    return row === undefined ? [] : [{ state, value: measured(row, sum) }]
  })
  return { resource, sum: sum === null ? null : (resource.field.get(sum) ?? null), states }
}

const measured = (row: Counted['data'][number], sum: string | null): string =>
  String((sum === null ? row.count : row[`sum(${sum})`]) ?? '0')
