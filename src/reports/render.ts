import { writeFile } from 'node:fs/promises'
import type { ReportModel } from '../compile/model.js'
import { InvalidError } from '../kernel/errors.js'
import { type Locale, textIn } from '../kernel/texts.js'
import { type PrintColumn, type PrintDocument, type PrintFormat, printLabels } from '../print/document.js'
import { shownCell } from '../records/presenting/sheet-cell.js'
import { sheetFormatOf } from '../records/presenting/sheet-column.js'
import type { SheetColumn, SheetHead, SheetRow } from '../sheets/sheet.js'
import { writeSheet } from '../sheets/write-sheet.js'
import type { Gathered } from './gather.js'
import type { Parameters } from './parameters.js'
import type { DeskWork } from './run-desk.js'
import type { ReportRow, SeenColumn } from './seen-columns.js'

/** Everything a report says, ready for whichever format. */
export interface Content {
  readonly report: ReportModel
  readonly parameters: Parameters
  readonly gathered: Gathered
  readonly head: SheetHead
}

/** How many rows a file holds that is read as a whole. */
const mostRows = { json: 10_000, pdf: 3_000 } as const

/** @returns rows written */
export async function renderSheet({ gathered, head }: Content, format: 'xlsx' | 'csv', work: DeskWork): Promise<number> {
  const { columns, totals, rows } = gathered
  const shown = columns.map((column) => sheetColumn(column, totals, head.locale))
  const onProgress = (count: number): void => work.moved(1 - 1 / (1 + count / 5_000), count)
  const request = { format, head, columns: shown, file: work.draft, layout: 'report' } as const
  const outcome = await writeSheet(request, sheetRows(rows, columns, head.locale), { signal: work.signal, onProgress })
  return outcome.rows
}

function sheetColumn(column: SeenColumn, totals: Gathered['totals'], locale: Locale): SheetColumn {
  const total = totals[column.name]
  return {
    key: column.name,
    label: textIn(locale, column.label),
    format: sheetFormatOf(column.shownAs),
    ...(total === undefined ? {} : { total }),
  }
}

async function* sheetRows(rows: AsyncIterable<ReportRow>, columns: readonly SeenColumn[], locale: Locale): AsyncGenerator<SheetRow> {
  for await (const row of rows) yield columns.map((column) => cellOf(column, row, locale))
}

function cellOf({ name, shownAs, options }: SeenColumn, row: ReportRow, locale: Locale): string | boolean | null {
  return shownCell({ kind: shownAs, options }, row[name], locale)
}

/** @throws InvalidError `too-many-rows` */
export async function renderJson({ report, parameters, gathered, head }: Content, work: DeskWork): Promise<number> {
  const rows = await allRows(gathered, mostRows.json)
  const columns = gathered.columns.map(({ name, label, shownAs }) => ({ name, label: textIn(head.locale, label), kind: shownAs }))
  const body = { report: report.name, parameters, columns, rows, totals: gathered.totals, rowCount: rows.length, more: gathered.more }
  await writeFile(work.draft, JSON.stringify(body), { mode: 0o600 })
  return rows.length
}

/** @throws InvalidError `too-many-rows` */
export async function renderPdf(
  { gathered, head }: Content,
  work: DeskWork,
  print: (document: PrintDocument) => Promise<Uint8Array>,
): Promise<number> {
  const rows = await allRows(gathered, mostRows.pdf)
  const document = documentOf(gathered, head, rows)
  await writeFile(work.draft, await print(document), { mode: 0o600 })
  return rows.length
}

async function allRows({ rows }: Gathered, most: number): Promise<readonly ReportRow[]> {
  const all: ReportRow[] = []
  for await (const row of rows) {
    if (all.length === most)
      throw new InvalidError('too-many-rows', {
        zh: `超过 ${most} 行，请改用 Excel 格式。`,
        en: `More than ${most} rows; ask for Excel instead.`,
      })
    all.push(row)
  }
  return all
}

function documentOf({ columns, totals }: Gathered, head: SheetHead, rows: readonly ReportRow[]): PrintDocument {
  const { locale } = head
  const shown = columns.map((column): PrintColumn => {
    const format = printFormats[column.shownAs] ?? 'text'
    return {
      key: column.name,
      label: textIn(locale, column.label),
      format,
      align: format === 'text' || format === 'date' ? 'left' : 'right',
    }
  })
  return {
    title: head.title,
    company: { name: head.company },
    number: '',
    date: head.exportedAt,
    copies: [],
    party: [
      ...(head.period === undefined ? [] : [{ label: locale === 'en' ? 'Period' : '期间', value: head.period }]),
      { label: locale === 'en' ? 'By' : '制表', value: head.exportedBy },
    ],
    columns: shown,
    rows: rows.map((row) => columns.map((column) => printed(cellOf(column, row, locale), locale))),
    totals: shown.flatMap(({ key, format }) =>
      totals[key] === undefined ? [] : [{ label: head.totalLabel, value: totals[key], column: key, format }],
    ),
    signatures: [],
    ...(head.notes.length === 0 ? {} : { terms: head.notes.join('\n') }),
    locale,
    paper: 'A4',
    labels: printLabels(locale),
  }
}

const printFormats: Partial<Readonly<Record<SeenColumn['shownAs'], PrintFormat>>> = {
  integer: 'integer',
  decimal: 'quantity',
  quantity: 'quantity',
  money: 'money',
  unitPrice: 'unitPrice',
  percent: 'percent',
  date: 'date',
}

function printed(cell: string | boolean | null, locale: Locale): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  return locale === 'en' ? (cell ? 'Yes' : 'No') : cell ? '是' : '否'
}
