import type { ContentText } from 'pdfmake/interfaces.js'
import type { FontBook } from './font-book.js'
import { mainFont } from './font-book.js'

/** Sets a text in the fonts that have its characters: one run a font. */
export type SetText = (text: string) => ContentText[]

export function textSetter(book: FontBook): SetText {
  return (text) => {
    const runs: { font: string; text: string }[] = []
    for (const char of text) {
      const font = book.fontOf(char) ?? mainFont
      const last = runs.at(-1)
      if (last?.font === font) last.text += char
      else runs.push({ font, text: char })
    }
    return runs.map(({ font, text: run }): ContentText => (font === mainFont ? { text: run } : { text: run, font }))
  }
}
