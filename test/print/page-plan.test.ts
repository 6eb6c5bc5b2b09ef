import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { columnWidths } from '../../src/print/column-widths.js'
import { lineCount } from '../../src/print/line-count.js'
import { planPages } from '../../src/print/page-plan.js'
import { sheetOf } from '../../src/print/paper.js'
import { partyGrid } from '../../src/print/party-grid.js'
import { printView } from '../../src/print/print-view.js'
import { shown } from '../../src/print/shown.js'
import { aNote } from './support.js'

const facts = fc.record({
  rowHeights: fc.array(fc.integer({ min: 5, max: 40 }), { maxLength: 80 }),
  room: fc.integer({ min: 45, max: 250 }),
  tail: fc.integer({ min: 0, max: 60 }),
  blank: fc.constantFrom(0, 6),
})

describe('rows on pages', () => {
  it('every row stands on one page, in order; totals stand on the last page and on no other', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const pages = planPages(given)
        expect(pages.flatMap((page) => page.rows)).toEqual(given.rowHeights.map((_, index) => index))
        expect(pages.map((page) => page.last)).toEqual(pages.map((_, index) => index === pages.length - 1))
      }),
    )
  })

  it('no page is fuller than the paper', () => {
    fc.assert(
      fc.property(facts, (given) => {
        for (const page of planPages(given)) {
          const used = page.rows.reduce((sum, row) => sum + (given.rowHeights[row] ?? 0), 0) + page.blanks * given.blank
          if (page.rows.length > 0 && given.tail <= given.room)
            expect(used + (page.last ? given.tail : 0)).toBeLessThanOrEqual(given.room + 0.01)
        }
      }),
    )
  })

  it('totals that do not fit take the last row along', () => {
    const pages = planPages({ rowHeights: [10, 10, 10], room: 30, tail: 15, blank: 0 })

    expect(pages.map((page) => page.rows)).toEqual([[0, 1], [2]])
  })

  it('a form is filled to its end with empty lines', () => {
    expect(planPages({ rowHeights: [10], room: 50, tail: 15, blank: 6 })).toEqual([{ rows: [0], blanks: 4, last: true }])
  })
})

describe('a document on its paper', () => {
  it('without rows is still one page', () => {
    expect(printView(aNote(0)).pages).toHaveLength(1)
  })

  it('prints once, without a name, when no copy is named', () => {
    expect(printView(aNote(1, { copies: [] })).copies).toEqual([''])
  })

  it('totals stand under their columns, the amount in words as well', () => {
    const view = printView(aNote(2))

    expect(view.totalLine).toEqual(['合计', '', '', '', '', '2,012.5', '', '932.50', ''])
    expect(view.totals).toEqual([{ label: '合计金额', value: '¥932.50', words: '人民币玖佰叁拾贰元伍角整' }])
  })

  it('columns share the whole width; what is set in millimetres stays so when texts can grow', () => {
    const widths = columnWidths(aNote().columns, 211)

    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(211)
    expect(widths[0]).toBe(10)
  })

  it('texts give what is missing before a number does', () => {
    const [ordinal, code, name] = columnWidths(
      [
        { key: 'n', label: '序号', align: 'center', format: 'integer' },
        { key: 'code', label: '编码', align: 'left', format: 'text' },
        { key: 'name', label: '品名', align: 'left', format: 'text' },
      ],
      74,
    )

    expect([ordinal, code, name]).toEqual([14, 30, 30])
  })

  it('columns that are too many shrink together', () => {
    const widths = columnWidths([...aNote().columns, ...aNote().columns], 200)

    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(200)
    expect(Math.min(...widths)).toBeGreaterThan(3)
  })

  it('facts of the other party stand in three columns, a long one takes more, the last fills its line', () => {
    const grid = partyGrid(sheetOf('241x140'), aNote().party)

    expect(grid.map((line) => line.map((cell) => [cell.label, cell.span]))).toEqual([
      [
        ['客户', 2],
        ['联系人', 1],
      ],
      [
        ['电话', 1],
        ['订单号', 2],
      ],
      [['收货地址', 3]],
      [
        ['承运', 1],
        ['车号', 2],
      ],
    ])
  })

  it.each([
    ['money', '1234.5', '1,234.50'],
    ['money', '-1234567.891', '-1,234,567.89'],
    ['quantity', '12.500000', '12.5'],
    ['quantity', '2000.000000', '2,000'],
    ['unitPrice', '3.25000000', '3.25'],
    ['unitPrice', '3', '3.00'],
    ['unitPrice', '0.12345678', '0.12345678'],
    ['percent', '0.13', '13%'],
    ['percent', '0.075', '7.5%'],
    ['code', '0012', '0012'],
    ['money', '***', '***'],
    ['money', '', ''],
  ] as const)('%s %j reads %j', (format, value, text) => {
    expect(shown(format, value)).toBe(text)
  })

  it.each([
    ['', 10, 1],
    ['一二三四五六七八九十', 10, 1],
    ['一二三四五六七八九十百', 10, 2],
    ['一\n二\n三', 10, 3],
    ['M8×30 12.9 级', 4, 2],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 5, 4],
  ])('%j in %d ems takes %d lines', (text, ems, lines) => {
    expect(lineCount(text, ems)).toBe(lines)
  })
})
