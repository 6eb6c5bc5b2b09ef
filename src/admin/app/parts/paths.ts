/** Addresses of the screens, as AdminJS's frame routes them. */
export const listPath = (resource: string, where?: unknown): string =>
  `/admin/resources/${resource}${where === undefined ? '' : `?where=${encodeURIComponent(JSON.stringify(where))}`}`

export const newPath = (resource: string): string => `/admin/resources/${resource}/actions/new`

export const recordPath = (resource: string, id: string): string => `/admin/resources/${resource}/records/${id}/show`

export const editPath = (resource: string, id: string): string => `/admin/resources/${resource}/records/${id}/edit`

export const pagePath = (page: 'reports' | 'alerts' | 'notifications' | 'profile'): string => `/admin/pages/${page}`
