import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import yauzl from 'yauzl'
import type { SheetColumn, SheetHead, SheetRequest, SheetRow } from '../../src/sheets/sheet.js'

export const aHead = (head: Partial<SheetHead> = {}): SheetHead => ({
  title: '销售明细表',
  company: '杭州晴川五金有限公司',
  period: '2026-11-01 至 2026-11-22',
  unit: '人民币·元',
  exportedBy: '张敏',
  exportedAt: '2026-11-22 15:30',
  notes: ['筛选：状态 = 已审核', '共 3 行'],
  locale: 'zh-CN',
  totalLabel: '合计',
  ...head,
})

export const columns: readonly SheetColumn[] = [
  { key: 'number', label: '单号', format: 'code' },
  { key: 'day', label: '日期', format: 'date' },
  { key: 'name', label: '名称', format: 'text' },
  { key: 'quantity', label: '数量', format: 'quantity', total: '13.5' },
  { key: 'price', label: '单价', format: 'unitPrice' },
  { key: 'amount', label: '金额', format: 'money', total: '1034.06' },
  { key: 'share', label: '毛利率', format: 'percent' },
  { key: 'at', label: '时间', format: 'instant' },
  { key: 'open', label: '未结', format: 'boolean' },
]

export const rows: readonly SheetRow[] = [
  ['20261122000000000001', '2026-11-01', '不锈钢合页 4 寸', '10.000000', '123.45600000', '1234.56', '0.13', '2026-11-22T07:30:00Z', true],
  ['20261122000000000002', '2026-11-02', '退货', '-2', '100.25', '-200.50', '-0.02', '2026-11-22T16:30:00.000Z', false],
  ['0003', '2026-11-03', null, '5.5', null, '0.00', null, null, null],
]

export const aRequest = (request: Partial<SheetRequest>): Omit<SheetRequest, 'file'> & { file: string } => ({
  format: 'xlsx',
  head: aHead(),
  columns,
  file: '',
  layout: 'report',
  ...request,
})

export async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items
}

/** A folder of its own for each test, gone afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'danju-sheets-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export async function readBook(file: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(file)
  return book
}

export const readText = (file: string): Promise<string> => readFile(file, 'utf8')

/** One part of the package as it is stored, e.g. `xl/workbook.xml`. */
export async function readPart(file: string, part: string): Promise<string> {
  const zip = await yauzl.openPromise(file)
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.replace(/^\//, '') !== part) continue
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks).toString('utf8')
  }
  throw new Error(`no part ${part}`)
}
