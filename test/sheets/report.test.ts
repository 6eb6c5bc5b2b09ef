import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import type { SheetRequest } from '../../src/sheets/sheet.js'
import { writeSheet } from '../../src/sheets/write-sheet.js'
import { aRequest, each, inFolder, readBook, readPart, rows } from './support.js'

/** Writes the report and hands its only sheet to the check. */
async function written(request: Partial<SheetRequest> = {}, data = rows) {
  return inFolder(async (folder) => {
    const file = join(folder, 'report.xlsx')
    const outcome = await writeSheet(aRequest({ file, ...request }), each(data))
    const book = await readBook(file)
    const sheet = book.worksheets[0]
    if (sheet === undefined) throw new Error('no sheet')
    return {
      outcome,
      book,
      sheet,
      xml: await readPart(file, 'xl/worksheets/sheet1.xml'),
      workbook: await readPart(file, 'xl/workbook.xml'),
    }
  })
}

describe('an Excel report', () => {
  it('opens with a merged title, then whose figures they are and who took them out', async () => {
    const { sheet } = await written()

    expect(sheet.name).toBe('销售明细表')
    expect(sheet.getCell('A1').value).toBe('销售明细表')
    expect(sheet.getCell('I1').master.address).toBe('A1')
    expect(sheet.getCell('A2').value).toBe('单位名称：杭州晴川五金有限公司　　期间：2026-11-01 至 2026-11-22　　币种/单位：人民币·元')
    expect(sheet.getRow(2).values).toContain('导出人：张敏　　导出时间：2026-11-22 15:30')
  })

  it('has a bold, filled, centred header with a filter over the data only', async () => {
    const { sheet } = await written()

    expect(sheet.getRow(3).values).toEqual([undefined, '单号', '日期', '名称', '数量', '单价', '金额', '毛利率', '时间', '未结'])
    expect(sheet.getCell('A3').style).toMatchObject({
      font: { bold: true },
      fill: { pattern: 'solid' },
      alignment: { horizontal: 'center' },
    })
    expect(sheet.autoFilter).toBe('A3:I6')
  })

  it('keeps head and first column in sight and prints on A4 across, one page wide, head on every page, pages counted', async () => {
    const { sheet, workbook, xml } = await written()

    expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 1, ySplit: 3 })
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 })
    expect(workbook).toContain(
      '<definedName name="_xlnm.Print_Titles" localSheetId="0">\'销售明细表\'!$1:$3</definedName>'.replaceAll("'", '&apos;'),
    )
    expect(xml).toContain('<oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter>')
  })

  it('stores numbers as numbers, long codes as text, days as days and instants in local time', async () => {
    const { sheet } = await written()

    expect(sheet.getCell('A4').value).toBe('20261122000000000001')
    expect(sheet.getCell('A4').numFmt).toBe('@')
    expect(sheet.getCell('B4').value).toEqual(new Date(Date.UTC(2026, 10, 1)))
    expect(sheet.getCell('D4').value).toBe(10)
    expect(sheet.getCell('D4').numFmt).toBe('#,##0;[Red]-#,##0')
    expect(sheet.getCell('D6').numFmt).toBe('#,##0.######;[Red]-#,##0.######')
    expect(sheet.getCell('E4').value).toBe(123.456)
    expect(sheet.getCell('F5').value).toBe(-200.5)
    expect(sheet.getCell('F5').numFmt).toBe('#,##0.00;[Red]-#,##0.00')
    expect(sheet.getCell('G4').value).toBe(0.13)
    expect(sheet.getCell('H5').value).toEqual(new Date(Date.UTC(2026, 10, 23, 0, 30)))
    expect(sheet.getCell('I4').value).toBe('是')
    expect(sheet.getCell('C6').value).toBeNull()
  })

  it('ends in totals that follow the filter and show in a preview', async () => {
    const { sheet, outcome } = await written()

    expect(sheet.getCell('A7').value).toBe('合计')
    expect(sheet.getCell('D7').value).toEqual({ formula: 'SUBTOTAL(109,D4:D6)', result: 13.5 })
    expect(sheet.getCell('F7').value).toEqual({ formula: 'SUBTOTAL(109,F4:F6)', result: 1034.06 })
    expect(sheet.getCell('F7').style).toMatchObject({ font: { bold: true }, border: { top: { style: 'medium' } } })
    expect(sheet.getCell('A9').value).toBe('筛选：状态 = 已审核')
    expect(outcome).toMatchObject({ rows: 3, totalsOff: [] })
  })

  it('says when a given total is not the sum of the rows, and writes it as it was given', async () => {
    const off = aRequest({}).columns.map((column) => (column.key === 'amount' ? { ...column, total: '1034.07' } : column))
    const { sheet, outcome } = await written({ columns: off })

    expect(outcome.totalsOff).toEqual(['amount'])
    expect(sheet.getCell('F7').value).toBe(1034.07)
  })

  it('never adds up percentages or unit prices, whose totals are no sums', async () => {
    const withShare = aRequest({}).columns.map((column) => (column.key === 'share' ? { ...column, total: '0.11' } : column))
    const { sheet, outcome } = await written({ columns: withShare })

    expect(sheet.getCell('G7').value).toBe(0.11)
    expect(outcome.totalsOff).toEqual([])
  })

  it('writes a number of more than 15 digits, or a masked one, as the text it is', async () => {
    const { sheet } = await written({}, [['1', '2026-11-01', 'a', '***', null, '1234567890123456.78', null, 'soon', null]])

    expect(sheet.getCell('D4').value).toBe('***')
    expect(sheet.getCell('F4').value).toBe('1234567890123456.78')
    expect(sheet.getCell('H4').value).toBe('soon')
    expect(sheet.getCell('F5').value).toBe(1034.06)
  })

  it('of a single column still says whose it is', async () => {
    const { sheet } = await written({ columns: [{ key: 'name', label: '名称', format: 'text' }] }, [['a']])

    expect(sheet.getCell('A2').value).toMatch(/^单位名称：.*导出时间：2026-11-22 15:30$/)
    expect(sheet.getCell('A4').value).toBe('a')
  })

  it('is complete without any row', async () => {
    const { sheet, outcome } = await written({}, [])

    expect(outcome.rows).toBe(0)
    expect(sheet.getCell('F4').value).toBe(1034.06)
    expect(sheet.autoFilter).toBe('A3:I3')
  })

  it('makes columns as wide as what stands in them, a Chinese character counting as two', async () => {
    const { sheet } = await written({}, [['1', null, '四氟垫片四氟垫片四氟垫片四氟垫片', null, null, null, null, null, null]])

    expect(sheet.getColumn(3).width).toBeGreaterThanOrEqual(34)
  })

  it('speaks English to an English reader', async () => {
    const head = { ...aRequest({}).head, locale: 'en' as const, title: 'Sales', totalLabel: 'Total' }
    const { sheet, xml } = await written({ head })

    expect(sheet.getCell('A2').value).toMatch(/^Company: /)
    expect(sheet.getCell('I4').value).toBe('Yes')
    expect(xml).toContain('Page &amp;P of &amp;N')
  })

  it('as a table has its header in row 1 and nothing after the rows', async () => {
    const { sheet } = await written({ layout: 'table' })

    expect(sheet.getRow(1).getCell(1).value).toBe('单号')
    expect(sheet.rowCount).toBe(4)
    expect(sheet.views[0]).toMatchObject({ ySplit: 1 })
  })
})
