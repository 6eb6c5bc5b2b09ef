import { call, queryOf } from '../api/client.js'
import { type Loaded, useLoad } from '../api/load.js'
import { fieldAt, isSummable, type Resource, type ScreenModel } from '../model/model.js'
import type { ListPage } from './list-page.js'
import type { ListQuery } from './list-query.js'
import { rememberTrail } from './trail.js'

export function useList(resource: Resource, query: ListQuery, columns: readonly string[]): Loaded<ListPage> {
  const { search, where } = query.filters
  const fields = [...new Set([...columns, resource.title, ...(resource.workflow === null ? [] : ['status'])])].join(',')
  const asked = { where, search, sort: query.sort, fields, size: query.size }
  const path = `/records/${resource.name}${queryOf({ ...asked, page: query.page })}`
  return useLoad(path, async (signal) => {
    const found = await call<ListPage>(path, { signal })
    rememberTrail(resource.name, asked, found)
    return found
  })
}

/** Sums over everything that matches, not over the page: measure → decimal text. */
export function useTotals(
  model: ScreenModel,
  resource: Resource,
  query: ListQuery,
  columns: readonly string[],
): Readonly<Record<string, string>> {
  const summed = columns.filter((path) => !path.includes('.') && isSummable(fieldAt(model, resource, path) ?? neverSummed))
  const { search, where } = query.filters
  const path = `/aggregate/${resource.name}${queryOf({ where, search, measure: summed.map((name) => `sum(${name})`).join(',') })}`
  const totals = useLoad(summed.length === 0 ? null : path, (signal) => call<Sums>(path, { signal }))
  const row = totals.data?.data[0] ?? {}
  return Object.fromEntries(summed.flatMap((name) => (row[`sum(${name})`] == null ? [] : [[name, String(row[`sum(${name})`])]])))
}

interface Sums {
  readonly data: readonly Readonly<Record<string, unknown>>[]
}

const neverSummed = { stored: false, kind: 'text' } as Parameters<typeof isSummable>[0]
