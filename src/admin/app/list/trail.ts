/** The order of the list one came from, so that a record knows its neighbours. */
export interface Trail {
  readonly ids: readonly string[]
  /** Address of the list, with its filters. */
  readonly from: string
}

const keyOf = (resource: string): string => `trail.${resource}`

export function rememberTrail(resource: string, rows: readonly { readonly id: string }[]): void {
  if (rows.length === 0) return
  const trail: Trail = { ids: rows.map(({ id }) => id), from: `${window.location.pathname}${window.location.search}` }
  sessionStorage.setItem(keyOf(resource), JSON.stringify(trail))
}

export function trailOf(resource: string): Trail {
  const kept = sessionStorage.getItem(keyOf(resource))
  return kept === null ? { ids: [], from: `/admin/resources/${resource}` } : (JSON.parse(kept) as Trail)
}
