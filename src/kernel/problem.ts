import type { Text } from './texts.js'

/** A mistake in a definition: stable code, place, sentence, way out. All of them are reported at once. */
export interface Problem {
  /** Stable, kebab-case, e.g. `unknown-field`. */
  readonly code: string
  /** Where: `resource:contact.fields.owner.default`. */
  readonly at: string
  readonly message: Text
  /** The way out, e.g. "Did you mean …?"; empty text when there is none to give. */
  readonly hint: Text
}

export const noHint: Text = { zh: '', en: '' }

/** Sorted by place, then code, so that two runs print the same list. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => compareText(a.at, b.at) || compareText(a.code, b.code))
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
