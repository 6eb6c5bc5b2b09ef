import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { PrintDocument } from '../../src/print/document.js'
import { printHtml } from '../../src/print/print-html.js'
import { PdfPrinter, printPdf } from '../../src/print/print-pdf.js'
import { pdfTexts } from './pdf-text.js'
import { aNote } from './support.js'

// The first document converts the fonts.

let fontFolder = ''
let printer: PdfPrinter

beforeAll(async () => {
  fontFolder = await mkdtemp(join(tmpdir(), 'danju-fonts-'))
  printer = new PdfPrinter({ fontFolder })
})
afterAll(async () => {
  await printer.close()
  await rm(fontFolder, { recursive: true, force: true })
})

const bare = (text: string) => text.replace(/[\s\u3000]/g, '')

/** The pages of the html form as a reader sees them. */
function htmlTexts(document: PrintDocument): readonly string[] {
  const sections = printHtml(document).split('<section class="page">').slice(1)
  return sections.map((section) =>
    bare(
      section
        .replace(/<[^>]+>/g, '')
        .replace(/&amp;/g, '&')
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>'),
    ),
  )
}

describe('a document as pdf', () => {
  it.each([
    ['a form with three copies', aNote(4)],
    ['a form of several pages', aNote(23, { reprint: '补打 2026-11-22 15:30' })],
    ['a long list on A4', aNote(120, { paper: 'A4', copies: ['客户联'] })],
    ['a document without rows', aNote(0, { paper: 'A5', copies: [] })],
  ])('%s says on every page what the html says there', async (_, document) => {
    expect(pdfTexts(await printer.print(document)).map(bare)).toEqual(htmlTexts(document))
  })

  it('numbers the pages of each copy by themselves', async () => {
    const pages = pdfTexts(await printer.print(aNote(23)))

    expect(pages.map((page) => /第 \d+ 页 \/ 共 \d+ 页/.exec(page)?.[0])).toEqual(
      [1, 2, 3, 1, 2, 3, 1, 2, 3].map((page) => `第 ${page} 页 / 共 3 页`),
    )
    expect(pages.map((page) => /(存根|客户|财务)联/.exec(page)?.[0])).toEqual(
      ['存根联', '客户联', '财务联'].flatMap((copy) => [copy, copy, copy]),
    )
  })

  it('prints every character of trade and of rare names, none as a box', async () => {
    const name = '龑瑢垚淼机电 Φ25 ℃ ≥ ① №5 → ★ αβ Жё ㎏ ± ‰ Ω'
    const [page = ''] = pdfTexts(await printer.print(aNote(1, { party: [{ label: '客户', value: name }] })))

    expect(bare(page)).toContain(bare(name))
    expect(page).not.toContain('\uFFFD')
  })

  it('reads no file and calls no host, whatever the texts say', async () => {
    const sly = { label: 'http://127.0.0.1/x', value: '/etc/passwd data:image/png;base64,AAAA' }
    const [page = ''] = pdfTexts(await printer.print(aNote(1, { party: [sly], terms: 'file:///etc/passwd' })))

    expect(page).toContain('/etc/passwd')
    expect(page).not.toContain('root:')
  })

  it('converts its fonts once', async () => {
    const before = await readdir(fontFolder)
    const second = new PdfPrinter({ fontFolder })
    await second.print(aNote(1))
    await second.close()

    expect((await readdir(fontFolder)).sort()).toEqual(before.sort())
    expect(before.every((name) => name.endsWith('.ttf'))).toBe(true)
  })

  it('can be printed alone, fonts kept beside the packages', async () => {
    expect(pdfTexts(await printPdf(aNote(1)))).toHaveLength(3)
  })

  it('takes far less than a second a page once the fonts are read', async () => {
    await printer.print(aNote(1))
    const startedAt = performance.now()
    const pages = pdfTexts(await printer.print(aNote(200, { paper: 'A4', copies: ['客户联'] }))).length

    expect((performance.now() - startedAt) / pages).toBeLessThan(10_000)
  })

  it('gives up a document in time and prints the next one', async () => {
    const hasty = new PdfPrinter({ fontFolder, timeoutMs: 150 })
    await expect(hasty.print(aNote(3_000, { paper: 'A4' }))).rejects.toMatchObject({ code: 'print-timeout' })
    await hasty.close()

    expect((await printer.print(aNote(1))).length).toBeGreaterThan(1_000)
  })

  it('says which amount it cannot write out, and goes on', async () => {
    const broken = aNote(1, { totals: [{ label: '合计', value: '***', words: true }] })

    await expect(printer.print(broken)).rejects.toMatchObject({ code: 'amount-in-words' })
    expect((await printer.print(aNote(1))).length).toBeGreaterThan(1_000)
  })
})
