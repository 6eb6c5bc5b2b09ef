/** How Chinese is read aloud in Latin letters: `重庆` → `chong qing`. Syllables stand beside the character they belong to. */
import { pinyin } from 'pinyin-pro'

/** One character of a text, and its syllable when it is Chinese. */
export interface Reading {
  readonly character: string
  /** Without tone, ü as v; null for what is not Chinese. */
  readonly syllable: string | null
}

const han = /\p{Script=Han}/u
const personalName = /^\p{Script=Han}{2,3}$/u

export function hasChinese(text: string): boolean {
  return han.test(text)
}

/** Reads a text as a phrase; two or three characters alone are read as a person's name (单 is `shan` there, 曾 `zeng`). */
export function readingOf(text: string): readonly Reading[] {
  return read(text, personalName.test(text))
}

/** Every way people may type it: as a phrase, and as a name where that differs. */
export function readingsOf(text: string): readonly (readonly Reading[])[] {
  const phrase = read(text, false)
  const name = read(text, true)
  return name.every((reading, index) => reading.syllable === phrase[index]?.syllable) ? [phrase] : [phrase, name]
}

function read(text: string, asName: boolean): readonly Reading[] {
  const all = pinyin(text, { toneType: 'none', type: 'all', v: true, surname: asName ? 'head' : 'off' })
  return all.map((part) => ({ character: part.origin, syllable: part.isZh && part.pinyin !== '' ? part.pinyin : null }))
}
