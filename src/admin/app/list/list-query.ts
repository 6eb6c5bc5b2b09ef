import { useMemo } from 'react'
import { useSearchParams } from 'react-router-dom'
import { queryOf } from '../api/client.js'

export type Where = Readonly<Record<string, unknown>>

/** What a list shows: all of it stands in the address, so that reload, back and a shared link show the same. */
export interface ListState {
  readonly search: string
  readonly where: Where
  readonly sort: string
  readonly page: number
  readonly size: number
}

export interface ListQuery extends ListState {
  /** The address has a filter that says nothing: everything is shown. */
  readonly unreadable: boolean
  /** Keeps what is not named; anything but a page goes back to the first one. */
  readonly change: (changes: Partial<ListState>) => void
  /** What the server is asked, without the page. */
  readonly filters: { readonly where: string | undefined; readonly search: string | undefined }
}

export const pageSizes = [20, 50, 100, 200] as const

export function useListQuery(): ListQuery {
  const [parameters, setParameters] = useSearchParams()
  return useMemo(() => {
    const state = stateFrom(parameters)
    const change = (changes: Partial<ListState>) => {
      const next = { ...state, page: 1, ...changes }
      setParameters(parametersOf(next), { replace: changes.search !== undefined })
    }
    const where = Object.keys(state.where).length === 0 ? undefined : JSON.stringify(state.where)
    return {
      ...state,
      unreadable: whereFrom(parameters.get('where')) === undefined,
      change,
      filters: { where, search: state.search === '' ? undefined : state.search },
    }
  }, [parameters, setParameters])
}

function stateFrom(parameters: URLSearchParams): ListState {
  const size = Number(parameters.get('size'))
  return {
    search: parameters.get('search') ?? '',
    where: whereFrom(parameters.get('where')) ?? {},
    sort: parameters.get('sort') ?? '',
    page: Math.max(1, Math.trunc(Number(parameters.get('page'))) || 1),
    size: pageSizes.find((each) => each === size) ?? 50,
  }
}

/** Undefined: people edited the address by hand, or a link was cut off. */
function whereFrom(text: string | null): Where | undefined {
  try {
    const where: unknown = JSON.parse(text ?? '{}')
    return typeof where === 'object' && where !== null && !Array.isArray(where) ? (where as Where) : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function parametersOf({ search, where, sort, page, size }: ListState): URLSearchParams {
  const text = queryOf({
    search,
    where: Object.keys(where).length === 0 ? undefined : JSON.stringify(where),
    sort,
    page: page === 1 ? undefined : page,
    size: size === 50 ? undefined : size,
  })
  return new URLSearchParams(text)
}

/** `-placedOn` → the next of ascending, descending, none. */
export function nextSort(sort: string, name: string): string {
  if (sort === name) return `-${name}`
  return sort === `-${name}` ? '' : name
}
