import type { Report, ReportColumn } from '../../define/report.js'
import { follow } from '../catalog.js'
import { scaleOf, valueTypeOf } from '../kinds.js'
import type { ReportColumnModel, ReportModel } from '../model.js'
import { questionsOf } from './field-step.js'
import type { Ground } from './step.js'

export function reportOf(ground: Ground, report: Report): ReportModel {
  const at = `report:${report.name}`
  const place = { resource: report.source, at: `${at}.where`, answers: report.parameters ?? {} }
  return {
    name: report.name,
    label: report.label,
    area: report.area ?? ground.catalog.resources.get(report.source)?.resource.area ?? '',
    parameters: questionsOf(ground, { resource: report.source, at: `${at}.parameters` }, report.parameters),
    source: report.source,
    where: ground.reader.condition(place, report.where ?? {}).expression,
    columns: report.columns.map((column) => columnOf(ground, report.source, column)),
    sort: report.sort ?? [],
    chart: report.chart ?? null,
    roles: report.roles,
    period: report.period ?? null,
  }
}

const counted: Pick<ReportColumnModel, 'path' | 'grain' | 'measure' | 'value' | 'kind' | 'scale'> = {
  path: null,
  grain: null,
  measure: 'count',
  value: 'decimal',
  kind: 'integer',
  scale: 0,
}

function columnOf({ catalog }: Ground, source: string, column: ReportColumn): ReportColumnModel {
  const head = { name: column.name, label: column.label, total: column.total === true }
  const read = parseColumn(column)
  if (read.path === null) return { ...head, ...counted }
  const end = follow(catalog, source, read.path)
  if (!end.ok) return { ...head, ...counted, ...read }
  return { ...head, ...read, value: valueTypeOf(end.name, end.field), kind: end.field.kind, scale: scaleOf(end.field) }
}

/** What a column reads: `placedOn:month`, `contact.region`, `sum(total)`, `count`. What has no known shape reads nothing: no path and no count. */
export function parseColumn(column: Pick<ReportColumn, 'of' | 'measure'>): Pick<ReportColumnModel, 'path' | 'grain' | 'measure'> {
  if (column.measure === 'count') return { path: null, grain: null, measure: 'count' }
  if (column.measure !== undefined) {
    const [, fn, path] = /^(sum|min|max)\(([\w.]+)\)$/.exec(column.measure) ?? []
    return { path: path?.split('.') ?? null, grain: null, measure: (fn as 'sum' | 'min' | 'max' | undefined) ?? null }
  }
  const [, path, grain] = /^([\w.]+?)(?::(day|month|year))?$/.exec(column.of ?? '') ?? []
  return { path: path?.split('.') ?? null, grain: (grain as 'day' | 'month' | 'year' | undefined) ?? null, measure: null }
}
