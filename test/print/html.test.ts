import { existsSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { chromium } from 'playwright-core'
import type { Paper, PrintDocument } from '../../src/print/document.js'
import { printHtml } from '../../src/print/print-html.js'
import { printView } from '../../src/print/print-view.js'
import { aNote } from './support.js'

const payload = `"><img src=x onerror=alert(1)><script>alert(2)</script>'&{{7*7}}\${7*7}</style>`

/** Every text of the document is hostile. */
const hostile = (): PrintDocument => {
  const note = aNote(2)
  return {
    ...note,
    title: payload,
    company: { name: payload, address: payload, phone: payload, taxNumber: payload },
    number: payload,
    date: payload,
    copies: [payload],
    party: [{ label: payload, value: payload }],
    columns: note.columns.map((column) => ({ ...column, label: payload })),
    rows: [note.columns.map(() => payload)],
    totals: [{ label: payload, value: payload }],
    signatures: [payload],
    terms: payload,
    reprint: payload,
  }
}

describe('a document as html', () => {
  it('holds every row of every copy, and the head of the table on every page', () => {
    const html = printHtml(aNote(23))
    const pages = printView(aNote(23)).pages.length * 3

    expect(html.match(/<section class="page">/g)).toHaveLength(pages)
    expect(html.match(/<thead>/g)).toHaveLength(pages)
    expect(html.match(/>GD-63-2</g)).toHaveLength(3 * 6)
    expect(html).toContain('第 1 页 / 共 3 页')
    expect(html).toContain('第 3 页 / 共 3 页')
  })

  it('repeats the head and cuts no row when a browser breaks the page itself', () => {
    const html = printHtml(aNote())

    expect(html).toContain('thead { display: table-header-group }')
    expect(html).toContain('tr { break-inside: avoid }')
    expect(html).toContain('@page { size: 241mm 140mm; margin: 5mm 15mm }')
  })

  it('writes whatever people typed as text', () => {
    const html = printHtml(hostile())

    expect(html).not.toMatch(/<(script|img)/)
    expect(html.match(/<\/style>/g)).toHaveLength(1)
    expect(html).toContain('&lt;script&gt;alert(2)&lt;/script&gt;')
  })

  it('needs nothing from outside and no inline permission under a nonce', () => {
    const html = printHtml(aNote(), { nonce: 'abc123' })

    expect(html).toContain('<style nonce="abc123">')
    expect(html).toContain("default-src 'none'; style-src 'nonce-abc123'")
    expect(html).not.toMatch(/<script|\sstyle=|\son\w+=|href=|src=|url\(|@import/)
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/)
  })

  it('has no empty place for the number that a report does not bear', () => {
    expect(printHtml(aNote(1))).toMatch(/>单号/)
    expect(printHtml(aNote(1, { number: '' }))).not.toMatch(/>单号/)
  })

  it('shows the number as a barcode, unless a scanner could not read it', () => {
    expect(printHtml(aNote())).toContain('<svg')
    expect(printHtml(aNote(1, { number: '出货-1' }))).not.toContain('<svg')
  })

  it('marks a reprint', () => {
    expect(printHtml(aNote(1, { reprint: '补打 2026-11-22 15:30' }))).toContain('<div class="reprint">补打 2026-11-22 15:30</div>')
    expect(printHtml(aNote(1))).not.toContain('<div class="reprint">')
  })
})

const browser = '/usr/bin/chromium'
const papers: readonly (readonly [Paper, number])[] = [
  ['A4', 3],
  ['A4', 60],
  ['A5', 12],
  ['241x140', 4],
  ['241x140', 23],
]

;(existsSync(browser) ? describe : describe.skip)('printed by a browser', () => {
  it('takes the pages it says it takes, on the paper it names, and runs and fetches nothing', async () => {
    const running = await chromium.launch({
      executablePath: browser,
      args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
    })
    try {
      const page = await running.newPage()
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      page.on('dialog', (dialog) => asked.push(`dialog ${dialog.message()}`))
      for (const [paper, rows] of papers) {
        const note = aNote(rows, { paper })
        await page.setContent(printHtml(note))
        const pdf = await page.pdf({ preferCSSPageSize: true })
        expect([paper, rows, pageCount(pdf)]).toEqual([paper, rows, printView(note).pages.length * 3])
      }
      await page.setContent(printHtml(hostile()))
      expect(asked).toEqual([])
    } finally {
      await running.close()
    }
  })
})

function pageCount(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
  )
}
