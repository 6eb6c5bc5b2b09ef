import { parameterFor } from '../parameters.js'

/** Ids as numbers of 63 bits: compared as text with a column of numbers, MySQL would take both for floating point and find neighbours. */
export function idParameters(ids: readonly string[]): readonly unknown[] {
  return ids.map((id) => parameterFor('id', id))
}
