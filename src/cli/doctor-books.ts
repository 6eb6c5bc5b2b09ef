import type { Checked } from '../records/invariants.js'

/** One broken invariant, with the rows to look at. */
export const brokenLine = ({ label, invariant, resource, ids }: Checked): string =>
  `${label.zh} / ${label.en} (${invariant}): ${resource} ${ids.slice(0, 10).join(', ')}${ids.length > 10 ? ' …' : ''}`
