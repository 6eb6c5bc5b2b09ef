import { readFile } from 'node:fs/promises'
import { type FontFiles, notoFiles, readSlices, robotoFiles } from './font-files.js'
import { glyphsIn } from './glyphs.js'

export const mainFont = 'main'

/** Fonts for one text: which families it needs, and which of them sets a character. */
export interface FontBook {
  readonly families: Readonly<Record<string, FontFiles>>
  /** Undefined for a character no font here has; the main font prints a box for it. */
  fontOf(char: string): string | undefined
}

interface Family {
  readonly name: string
  readonly files: FontFiles
  readonly glyphs: ReadonlySet<number>
}

/** Keeps what it has read; one a thread. */
export class FontShelf {
  readonly #families = new Map<string, Promise<Family>>()
  #slices: Promise<(code: number) => string | undefined> | undefined

  constructor(readonly folder: string) {}

  /** 7,947 characters are in the main font; `℃ ① Φ ≥` and rare names are not, and get the slice that holds them, or Roboto. */
  async bookFor(text: string): Promise<FontBook> {
    const main = await this.#noto('chinese-simplified', mainFont)
    const others = new Map<string, Family>()
    for (const char of new Set(text)) {
      const code = char.codePointAt(0) ?? 0
      if (code < 0x20 || main.glyphs.has(code)) continue
      const family = await this.#familyWith(code)
      if (family !== undefined) others.set(char, family)
    }
    const families = Object.fromEntries([main, ...others.values()].map((family) => [family.name, family.files]))
    return { families, fontOf: (char) => (others.has(char) ? others.get(char)?.name : mainFont) }
  }

  async #familyWith(code: number): Promise<Family | undefined> {
    this.#slices ??= readSlices()
    const slice = (await this.#slices)(code)
    const candidates = [slice === undefined ? undefined : await this.#noto(slice, slice), await this.#roboto()]
    return candidates.find((family) => family?.glyphs.has(code) === true)
  }

  #noto(subset: string, name: string): Promise<Family> {
    return this.#once(name, () => notoFiles(subset, this.folder))
  }

  #roboto(): Promise<Family> {
    return this.#once('roboto', async () => robotoFiles())
  }

  #once(name: string, files: () => Promise<FontFiles>): Promise<Family> {
    const known = this.#families.get(name) ?? read(name, files)
    this.#families.set(name, known)
    return known
  }
}

async function read(name: string, find: () => Promise<FontFiles>): Promise<Family> {
  const files = await find()
  return { name, files, glyphs: glyphsIn(await readFile(files.normal)) }
}
