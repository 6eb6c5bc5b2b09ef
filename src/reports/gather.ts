import type { ReportModel } from '../compile/model.js'
import type { Expression } from '../expressions/tree.js'
import type { Context, Reading } from '../records/door.js'
import { bindParameters } from './bind-parameters.js'
import type { Parameters } from './parameters.js'
import { isGrouped, type ReportRow, type SeenColumn, seenColumns } from './seen-columns.js'
import { sortRows } from './sort-rows.js'

export interface Gathered {
  readonly columns: readonly SeenColumn[]
  readonly rows: AsyncIterable<ReportRow>
  /** Of all rows, by column; exact decimals as text. */
  readonly totals: Readonly<Record<string, string>>
  /** There are more groups than a report shows. */
  readonly more: boolean
  /** Columns the asker does not see. */
  readonly hidden: number
}

const mostGroups = 10_000

interface Asking {
  readonly context: Context
  readonly report: ReportModel
  readonly columns: readonly SeenColumn[]
  readonly condition: Expression
}

/** All that a report says, through the door, as the asker. */
export async function gather(records: Reading, context: Context, report: ReportModel, parameters: Parameters): Promise<Gathered> {
  const columns = seenColumns(context, report)
  const asking = { context, report, columns, condition: bindParameters(report.where, parameters) }
  const hidden = report.columns.length - columns.length
  const totals = await totalsOf(records, asking)
  if (!isGrouped(report)) return { columns, rows: listedRows(records, asking), totals, more: false, hidden }
  const { rows, more } = await groupedRows(records, asking)
  return { columns, rows: each(rows), totals, more, hidden }
}

/** Asked of the door again, over all rows: a sum of what is shown would miss what is not. */
async function totalsOf(records: Reading, { context, report, columns, condition }: Asking): Promise<Gathered['totals']> {
  const summed = columns.filter(({ total, measure }) => total && (measure === null || measure === 'sum' || measure === 'count'))
  if (summed.length === 0) return {}
  const measures = summed.map(totalKey)
  const { data } = await records.aggregate(context, report.source, { condition, measure: [...new Set(measures)] })
  return Object.fromEntries(summed.map((column, index) => [column.name, String(data[0]?.[measures[index] ?? ''] ?? '0')]))
}

const totalKey = ({ key, measure }: SeenColumn): string => (measure === null ? `sum(${key})` : key)

async function groupedRows(
  records: Reading,
  { context, report, columns, condition }: Asking,
): Promise<{ rows: readonly ReportRow[]; more: boolean }> {
  const by = columns.filter(({ measure }) => measure === null).map(({ key }) => key)
  const measure = columns.filter((column) => column.measure !== null).map(({ key }) => key)
  const query = { condition, by, measure: measure.length === 0 ? ['count'] : measure, limit: mostGroups }
  const { data, more } = await records.aggregate(context, report.source, query)
  return {
    rows: sortRows(
      data.map((group) => named(columns, group)),
      columns,
      report.sort,
    ),
    more,
  }
}

async function* listedRows(records: Reading, { context, report, columns, condition }: Asking): AsyncGenerator<ReportRow> {
  const sort = sortOf(report, columns)
  const query = { condition, fields: columns.map(({ key }) => key), ...(sort === '' ? {} : { sort }) }
  for await (const page of records.each(context, report.source, query, 'read')) for (const record of page) yield named(columns, record)
}

function sortOf({ sort }: ReportModel, columns: readonly SeenColumn[]): string {
  const keys = sort.flatMap((name) => {
    const column = columns.find((one) => one.name === name.replace(/^-/, ''))
    return column === undefined ? [] : [`${name.startsWith('-') ? '-' : ''}${column.key}`]
  })
  return keys.join(',')
}

function named(columns: readonly SeenColumn[], cells: Readonly<Record<string, unknown>>): ReportRow {
  return Object.fromEntries(columns.map(({ name, key }) => [name, cells[key] ?? null]))
}

async function* each(rows: readonly ReportRow[]): AsyncGenerator<ReportRow> {
  yield* rows
}
