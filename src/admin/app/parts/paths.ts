/** Addresses of the screens, as AdminJS's frame routes them. */
export const listPath = (resource: string, where?: unknown): string =>
  `/admin/resources/${resource}${where === undefined ? '' : `?where=${encodeURIComponent(JSON.stringify(where))}`}`

/** @param given  what the new record starts with */
export const newPath = (resource: string, given?: Readonly<Record<string, unknown>>): string =>
  `/admin/resources/${resource}/actions/new${given === undefined ? '' : `?given=${encodeURIComponent(JSON.stringify(given))}`}`

/** What an address says that a new record starts with. */
export function givenIn(search: string): Readonly<Record<string, unknown>> {
  try {
    const given: unknown = JSON.parse(new URLSearchParams(search).get('given') ?? '{}')
    return typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}

export const recordPath = (resource: string, id: string): string => `/admin/resources/${resource}/records/${id}/show`

export const editPath = (resource: string, id: string): string => `/admin/resources/${resource}/records/${id}/edit`

export const pagePath = (page: 'reports' | 'alerts' | 'books' | 'notifications' | 'profile'): string => `/admin/pages/${page}`
