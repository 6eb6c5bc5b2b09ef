import type { AddWorksheetOptions, Style } from 'exceljs'
import type { SheetFormat, SheetRequest } from './sheet.js'

const a4 = 9
const footers = { 'zh-CN': '&C第 &P 页，共 &N 页', en: '&CPage &P of &N' } as const
const margins = { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 }

/** Rows above the data: title, facts and header of a report; the header of a table. */
export function headRows(request: SheetRequest): number {
  return request.layout === 'report' ? 3 : 1
}

/** Frozen head and first column; printed on A4 across, one page wide, head repeated on each page. */
export function worksheetOptions(request: SheetRequest): Partial<AddWorksheetOptions> {
  const head = headRows(request)
  return {
    views: [{ state: 'frozen', xSplit: 1, ySplit: head, topLeftCell: `B${head + 1}`, activeCell: `A${head + 1}`, zoomScale: 100 }],
    pageSetup: {
      paperSize: a4,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins,
      printTitlesRow: `1:${head}`,
    },
    headerFooter: { oddFooter: footers[request.head.locale] },
  }
}

/** In a table that people fill in and hand back, what they type into a text column must stay as typed: `007`, `1-2`. */
export function typedInStyle(request: SheetRequest, format: SheetFormat): Partial<Style> {
  return request.layout === 'table' && (format === 'text' || format === 'code') ? { numFmt: '@' } : {}
}

/** 1 is A, 27 is AA. */
export function columnLetters(number: number): string {
  const before = Math.floor((number - 1) / 26)
  return `${before > 0 ? columnLetters(before) : ''}${String.fromCharCode(65 + ((number - 1) % 26))}`
}
