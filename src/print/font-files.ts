import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import subsetFont from 'subset-font'

/** One family as pdfmake wants it: files on this machine. */
export interface FontFiles {
  readonly normal: string
  readonly bold: string
}

const require = createRequire(import.meta.url)
const fileOf = (subset: string, weight: 400 | 700): string =>
  require.resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-${subset}-${weight}-normal.woff`)

/**
 * Noto Sans SC as TrueType, converted once from the web font and kept in the folder: pdfmake reads a woff too, at 27 s a document.
 * @param subset  `chinese-simplified`, or the number of one of the hundred slices that hold the rarer characters
 */
export async function notoFiles(subset: string, folder: string): Promise<FontFiles> {
  const [normal, bold] = await Promise.all([converted(fileOf(subset, 400), folder), converted(fileOf(subset, 700), folder)])
  return { normal, bold }
}

/** Roboto comes with pdfmake as TrueType; it has the Greek and Cyrillic letters that the Chinese font lacks. */
export function robotoFiles(): FontFiles {
  const folder = join(dirname(require.resolve('pdfmake/package.json')), 'fonts/Roboto')
  return { normal: join(folder, 'Roboto-Regular.ttf'), bold: join(folder, 'Roboto-Medium.ttf') }
}

/** Which slice of Noto Sans SC holds a character, from the package's own list. */
export async function readSlices(): Promise<(code: number) => string | undefined> {
  const text = await readFile(require.resolve('@fontsource/noto-sans-sc/unicode.json'), 'utf8')
  const slices = Object.entries(JSON.parse(text) as Record<string, string>).map(([name, ranges]) => ({
    name: name.replace(/[[\]]/g, ''),
    ranges: ranges.split(',').map((range) =>
      range
        .trim()
        .slice(2)
        .split('-')
        .map((hex) => Number.parseInt(hex, 16)),
    ),
  }))
  return (code) => slices.find(({ ranges }) => ranges.some(([from = 0, until = from]) => code >= from && code <= until))?.name
}

async function converted(woff: string, folder: string): Promise<string> {
  const source = await readFile(woff)
  const target = join(folder, `noto-${createHash('sha256').update(source).digest('hex').slice(0, 16)}.ttf`)
  if (existsSync(target)) return target
  await mkdir(folder, { recursive: true })
  const draft = `${target}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, await subsetFont(source, '', { targetFormat: 'truetype', keepAllGlyphs: true }))
  await rename(draft, target)
  return target
}
