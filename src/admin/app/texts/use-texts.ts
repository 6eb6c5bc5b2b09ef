import { type Facts, type Locale, type Text, textIn } from '../../../kernel/texts.js'
import { locale } from '../api/session.js'
import { useStore } from '../parts/store.js'
import { en } from './en.js'
import { type TextKey, zh } from './zh.js'

export interface Texts {
  readonly locale: Locale
  /** A sentence of our own catalogue. */
  readonly t: (key: TextKey, facts?: Facts) => string
  /** A label of the company's Model. */
  readonly label: (text: Text) => string
}

const textsIn = (language: Locale): Texts => ({
  locale: language,
  t: (key, facts) => textIn(language, { zh: zh[key], en: en[key] }, facts),
  label: (text) => textIn(language, text),
})

const spoken: Readonly<Record<Locale, Texts>> = { 'zh-CN': textsIn('zh-CN'), en: textsIn('en') }

/** The texts of the language spoken now; the screen follows when it changes. */
export function useTexts(): Texts {
  return spoken[useStore(locale)]
}

/** The same outside a component. */
export const textsNow = (): Texts => spoken[locale.get()]
