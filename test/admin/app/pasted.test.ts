import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { cellsFrom, pastedCells, written } from '../../../src/admin/app/grid/pasted.js'
import type { Field } from '../../../src/admin/app/model/model.js'
import { dayFrom } from '../../../src/admin/app/parts/day-from.js'

describe('a block from a spreadsheet', () => {
  it('is rows of cells, without the empty row Excel puts at its end', () => {
    expect(cellsFrom('A1\t甲\t3\r\nA2\t\t4\r\n')).toEqual([
      ['A1', '甲', '3'],
      ['A2', '', '4'],
    ])
  })

  it('keeps tabs, line breaks and quotes that stand inside a quoted cell', () => {
    expect(cellsFrom('"a\tb"\t"第一行\n第二行"\t"说""好"""')).toEqual([['a\tb', '第一行\n第二行', '说"好"']])
  })

  it('leaves a single quote in the middle of a cell alone', () => {
    expect(cellsFrom('5" 管\t1')).toEqual([['5" 管', '1']])
  })

  it('comes back as it was written, whatever the cells hold', () => {
    const quoted = (cell: string) => `"${cell.replace(/"/g, '""')}"`
    const text = fc.string({ maxLength: 12 }).map((one) => one.replace(/\r/g, ''))
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rows) => {
        expect(cellsFrom(rows.map((row) => row.map(quoted).join('\t')).join('\n'))).toEqual(rows)
      }),
      { verbose: 1 },
    )
  })

  it('reads the ways people write a day', () => {
    expect(['2026/3/5', '2026.03.05', '2026年3月5日', '2026-03-05', '20260305', '２０２６－３－５'].map(dayFrom)).toEqual(
      Array(6).fill('2026-03-05'),
    )
    expect(dayFrom('明天')).toBe('明天')
  })

  it('leaves out empty rows, and empty cells that the picked record fills', () => {
    const columns = [
      { name: 'product', kind: 'belongsTo', default: null },
      { name: 'name', kind: 'text', default: { kind: 'from', path: ['product', 'name'] } },
      { name: 'note', kind: 'text', default: null },
    ] as unknown as readonly Field[]

    const rows = written(cellsFrom('A\t\t\n\t\t\nB\tb\t'))

    expect(rows).toHaveLength(2)
    expect(pastedCells(rows, columns, 'zh-CN').map(({ row, field, value }) => [row, field.name, value])).toEqual([
      [0, 'product', 'A'],
      [0, 'note', null],
      [1, 'product', 'B'],
      [1, 'name', 'b'],
      [1, 'note', null],
    ])
  })
})
