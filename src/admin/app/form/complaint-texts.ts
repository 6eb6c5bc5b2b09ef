import type { Texts } from '../texts/use-texts.js'
import type { Complaint } from './check-form.js'

/** What stands under each place, in the language one reads. */
export function textsOf(complaints: readonly Complaint[], { t, label }: Pick<Texts, 't' | 'label'>): ReadonlyMap<string, string> {
  return new Map(complaints.map(({ at, key, facts }) => [at, typeof key === 'string' ? t(key, facts) : label(key)]))
}
