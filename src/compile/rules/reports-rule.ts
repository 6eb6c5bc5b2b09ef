import type { Report, ReportColumn } from '../../define/report.js'
import type { Problem } from '../../kernel/problem.js'
import { type Catalog, follow } from '../catalog.js'
import { isMeasurable } from '../kinds.js'
import { parseColumn } from '../steps/report-step.js'
import { checkArea, checkName, namesOf, problem, type Rule, unknownName, whats } from './rule.js'

/** Reports read a source that exists, add up what can be added, and sort and draw columns they have. */
export const reportsRule: Rule = ({ catalog }) => catalog.definitions.reports.flatMap((report) => checkReport(catalog, report))

function checkReport(catalog: Catalog, report: Report): readonly Problem[] {
  const at = `report:${report.name}`
  const unknown = checkName({
    code: 'unknown-resource',
    at: `${at}.source`,
    what: whats.resource,
    wrong: report.source,
    known: [...catalog.resources.keys()],
  })
  const columns = namesOf(report.columns)
  const named = (part: string, wrong: string): readonly Problem[] =>
    checkName({ code: 'unknown-column', at: `${at}.${part}`, what: whats.column, wrong, known: columns })
  return [
    ...unknown,
    ...(unknown.length > 0 ? [] : report.columns.flatMap((column) => checkColumn(catalog, report, column))),
    ...(report.columns.length === 0
      ? [problem('no-columns', `${at}.columns`, { zh: '报表没有列。', en: 'The report has no columns.' })]
      : []),
    ...columns
      .filter((name, index) => columns.indexOf(name) < index)
      .map((name) =>
        problem('duplicate-name', `${at}.columns.${name}`, { zh: `列“${name}”重复。`, en: `The column “${name}” is there twice.` }),
      ),
    ...(report.sort ?? []).flatMap((name) => named('sort', name.replace(/^-/, ''))),
    ...(report.chart === undefined ? [] : [...named('chart.x', report.chart.x), ...named('chart.y', report.chart.y)]),
    ...report.roles.flatMap((role) =>
      checkName({ code: 'unknown-role', at: `${at}.roles`, what: whats.role, wrong: role, known: namesOf(catalog.definitions.roles) }),
    ),
    ...(report.area === undefined ? [] : checkArea(catalog, report.area, at)),
    ...(report.period ?? []).flatMap((name) =>
      checkName({
        code: 'unknown-parameter',
        at: `${at}.period`,
        what: { zh: '参数', en: 'parameter' },
        wrong: name,
        known: Object.keys(report.parameters ?? {}),
      }),
    ),
  ]
}

function checkColumn(catalog: Catalog, report: Report, column: ReportColumn): readonly Problem[] {
  const at = `report:${report.name}.columns.${column.name}`
  const read = parseColumn(column)
  if (read.path === null) return read.measure === 'count' ? [] : [malformed(at)]
  const end = follow(catalog, report.source, read.path)
  if (!end.ok) return [unknownName({ code: 'unknown-path', at, what: whats.field, wrong: end.wrong, known: end.known })]
  const { kind } = end.field
  if (
    (read.measure === 'sum' && !isMeasurable(end.field)) ||
    (read.measure !== null && ['hasMany', 'json', 'file', 'secret', 'boolean'].includes(kind))
  ) {
    return [problem('not-measurable', at, { zh: `“${end.name}”不能汇总。`, en: `“${end.name}” cannot be measured.` })]
  }
  if (['hasMany', 'json', 'file', 'secret'].includes(kind))
    return [problem('not-groupable', at, { zh: `不能按“${end.name}”分组。`, en: `Rows cannot be grouped by “${end.name}”.` })]
  return read.grain !== null && kind !== 'date' && kind !== 'instant'
    ? [problem('not-a-date', at, { zh: `“${end.name}”不是日期。`, en: `“${end.name}” is no date.` })]
    : []
}

const malformed = (at: string): Problem =>
  problem(
    'bad-column',
    at,
    { zh: '列须写明 of 或 measure。', en: 'A column says what it is of, or its measure.' },
    { zh: '如 of: "placedOn:month" 或 measure: "sum(total)"。', en: 'As in of: "placedOn:month" or measure: "sum(total)".' },
  )
