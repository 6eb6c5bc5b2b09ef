import type { Problem } from '../kernel/problem.js'
import type { Database } from '../store/database.js'
import type { StateMapping } from './draft.js'
import { narrowed, notUniqueYet } from './schema.js'
import { type Models, strandedStates } from './states.js'

/**
 * What stands in the way of a Model that compiles: what records hold, and the tables.
 * @param isRestore  an earlier version comes back: columns may stay wider than it wants them
 */
export async function standingProblems(
  database: Database,
  models: Models,
  map: StateMapping,
  isRestore = false,
): Promise<readonly Problem[]> {
  return [
    ...(isRestore ? [] : await narrowed(database, models.before, models.after)),
    ...(await notUniqueYet(database, models.before, models.after)),
    ...(await strandedStates(database, models, map)),
  ]
}
