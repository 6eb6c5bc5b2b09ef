/** The languages people read; Chinese first, English complete. */
export type Locale = 'zh-CN' | 'en'

/** One sentence or label in every language we speak. */
export interface Text {
  readonly zh: string
  readonly en: string
}

/** Facts a message may name: `{number}` in the text is replaced by the fact `number`. */
export type Facts = Readonly<Record<string, string | number>>

/** Picks the reader's language and fills in the facts; an unknown `{name}` stays as it is written. */
export function textIn(locale: Locale, text: Text, facts: Facts = {}): string {
  const sentence = locale === 'en' ? text.en : text.zh
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(facts, name) ? String(facts[name]) : whole))
}

/** The language of a request: the first of the listed tags that we speak, Chinese otherwise. */
export function localeFrom(tags: string | undefined): Locale {
  const first = (tags ?? '').split(',').map((tag) => tag.trim().toLowerCase().slice(0, 2))
  const known = first.find((tag) => tag === 'zh' || tag === 'en')
  return known === 'en' ? 'en' : 'zh-CN'
}
