import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { cellText, guardedText } from '../../src/sheets/cell-text.js'
import type { SheetColumn, SheetRow } from '../../src/sheets/sheet.js'
import { writeSheet } from '../../src/sheets/write-sheet.js'
import { aHead, each, inFolder, readBook, readPart, readText } from './support.js'

const hostile = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '\0=1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '  =1+1',
  '\uFEFF=1',
  '\u200B=1',
  '\u00A0=1',
  '=cmd|"/c calc"!A0',
  '=HYPERLINK("http://x","y")',
  '﹦1',
  '\u3000＝1',
]
const harmless = ['张三', 'a=b', "it's", '2026-11-22', '4 寸', '10-12', '{"formula":"1+1"}', "'=1"]

const columns: readonly SheetColumn[] = [
  { key: 'name', label: '=名称', format: 'text' },
  { key: 'amount', label: '金额', format: 'money' },
]

async function csvOf(rows: readonly SheetRow[]): Promise<string> {
  return inFolder(async (folder) => {
    const file = join(folder, 'a.csv')
    await writeSheet({ format: 'csv', layout: 'table', head: aHead(), columns, file }, each(rows))
    return readText(file)
  })
}

describe('text is never a formula', () => {
  it.each(hostile)('csv: %j is kept apart from formulas', (text) => {
    expect(guardedText(text)).toBe(`'${text}`)
  })

  it.each(harmless)('csv: %j stays as it is', (text) => {
    expect(guardedText(text)).toBe(text)
  })

  it('csv: labels and masked numbers are texts, real numbers stay numbers', async () => {
    const lines = (
      await csvOf([
        ['a', '-12.30'],
        ['=b', '-***'],
        ['c', '+5'],
      ])
    ).split('\r\n')

    expect(lines).toEqual(["\uFEFF'=名称,金额", 'a,-12.30', "'=b,'-***", 'c,+5', ''])
  })

  it('xlsx: the package holds no formula but our own total', async () => {
    await inFolder(async (folder) => {
      const file = join(folder, 'a.xlsx')
      await writeSheet(
        { format: 'xlsx', layout: 'report', head: aHead({ title: '=1+1' }), columns, file },
        each(hostile.map((text) => [text, text])),
      )

      expect(await readPart(file, 'xl/worksheets/sheet1.xml')).not.toContain('<f>')
      expect((await readBook(file)).worksheets[0]?.getCell('A4').value).toBe('=1+1')
    })
  })

  it('xlsx: whatever people type comes back as the same text', async () => {
    const texts = fc
      .sample(fc.string({ unit: 'binary', maxLength: 40 }), { numRuns: 300, seed: 7 })
      .filter((text) => cellText(text).trim() !== '')
    await inFolder(async (folder) => {
      const file = join(folder, 'a.xlsx')
      await writeSheet({ format: 'xlsx', layout: 'table', head: aHead(), columns, file }, each(texts.map((text) => [text, null])))
      const sheet = (await readBook(file)).worksheets[0]

      expect(texts.map((_, index) => sheet?.getCell(index + 2, 1).value)).toEqual(
        texts.map((text) => cellText(text).replace(/\r\n?/g, '\n')),
      )
    })
  })

  it('csv: whatever people type comes back as the same text, guarded', async () => {
    const texts = fc.sample(fc.string({ unit: 'grapheme', maxLength: 40 }), { numRuns: 300, seed: 7 })
    const lines = parse(await csvOf([...texts, ...hostile].map((text) => [text, null])), {
      bom: true,
      record_delimiter: '\r\n',
    }) as string[][]

    expect(lines.slice(1).map(([text]) => text)).toEqual([...texts, ...hostile].map(guardedText))
  })

  it('a text longer than a cell is cut, visibly, instead of spoiling the file', () => {
    expect(cellText('长'.repeat(40_000))).toHaveLength(32_767)
    expect(cellText('长'.repeat(40_000)).endsWith('…')).toBe(true)
  })
})
