import { call, queryOf } from '../api/client.js'
import type { ListPage } from './list-page.js'

/** The order of the list one came from, so that a record knows its neighbours. */
export interface Trail {
  /** Of the page one was on. */
  readonly ids: readonly string[]
  /** Address of the list, with its filters. */
  readonly from: string
  /** What the page was asked with, but for its number; null when one came from no list. */
  readonly asked: Readonly<Record<string, string | number | undefined>> | null
  readonly page: Pick<ListPage['page'], 'size' | 'total' | 'more'> & { readonly number: number }
}

const keyOf = (resource: string): string => `trail.${resource}`

export function rememberTrail(resource: string, asked: NonNullable<Trail['asked']>, { data, page }: ListPage): void {
  if (data.length === 0) return
  keep(resource, {
    ids: data.map(({ id }) => id),
    from: `${window.location.pathname}${window.location.search}`,
    asked,
    page: numbered(page),
  })
}

const numbered = (page: ListPage['page']): Trail['page'] => ({ ...page, number: page.number ?? 1 })

const keep = (resource: string, trail: Trail): void => sessionStorage.setItem(keyOf(resource), JSON.stringify(trail))

export function trailOf(resource: string): Trail {
  const kept = sessionStorage.getItem(keyOf(resource))
  const none: Trail = {
    ids: [],
    from: `/admin/resources/${resource}`,
    asked: null,
    page: { number: 1, size: 0, total: null, more: false },
  }
  return kept === null ? none : { ...none, ...(JSON.parse(kept) as Partial<Trail>) }
}

/** Where a record stands in the whole list, from 1; undefined when it is not on the trail. */
export function placeOn({ ids, page }: Trail, id: string): { readonly at: number; readonly of: string } | undefined {
  const index = ids.indexOf(id)
  if (index === -1) return undefined
  const at = (page.number - 1) * page.size + index + 1
  return { at, of: page.total === null ? '…' : `${page.total}${page.more ? '+' : ''}` }
}

/** The record so many steps on, on the next page or the one before where this one ends; undefined behind either end of the list. */
export async function stepOn(resource: string, id: string, steps: 1 | -1): Promise<string | undefined> {
  const trail = trailOf(resource)
  const near = trail.ids[trail.ids.indexOf(id) + steps]
  if (near !== undefined || trail.asked === null) return near
  const number = trail.page.number + steps
  const path = `/records/${resource}${queryOf({ ...trail.asked, page: number })}`
  const { data, page } = await call<ListPage>(path)
  if (data.length === 0) return undefined
  const from = new URL(trail.from, window.location.origin)
  from.searchParams.set('page', String(number))
  keep(resource, { ...trail, ids: data.map((row) => row.id), from: `${from.pathname}${from.search}`, page: numbered(page) })
  return (steps === 1 ? data[0] : data.at(-1))?.id
}
