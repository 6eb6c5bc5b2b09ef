/** The Model as stable text, a line a thing, so that a change of one definition shows everything it changed. */

import { isAlways } from '../expressions/build.js'
import { printFormula } from '../expressions/print.js'
import type { Expression } from '../expressions/tree.js'
import type { FieldModel, GrantModel, Model, Named, NoticeModel, ReportModel, ResourceModel, TransitionModel } from './model.js'
import type { ColumnModel, ColumnType, TableModel } from './table-model.js'

/** Ends with a newline; the version is left out, because it says nothing about the definitions. */
export function printModel(model: Model): string {
  const parts = [
    ...Object.values(model.resources).map(resourceLines),
    Object.values(model.roles).map((role) => line('role', role.name, role.internal ? 'internal' : '', role.system.join(' '))),
    Object.values(model.ledgers).map((ledger) => line('ledger', ledger.name, JSON.stringify(ledger))),
    Object.values(model.reports).flatMap(reportLines),
    Object.values(model.jobs).map((job) =>
      line('job', job.name, `as ${job.actsAs}`, `${job.attempts} tries`, JSON.stringify(job.schedule)),
    ),
    Object.values(model.invariants).map((one) => line('invariant', one.name, one.resource, printFormula(one.broken))),
    [...Object.values(model.connectors), ...Object.values(model.prints)].map((one) => line('of', one.resource, one.name)),
    model.tables.flatMap(tableLines),
    [line('lock order', model.lockOrder.join(' '))],
  ]
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

const startIn = ({ default: start }: ColumnModel): string => (start === undefined ? '' : ` default ${start}`)

/** Words of one line; what is empty is left out. */
const line = (...words: readonly string[]): string => words.filter((word) => word !== '').join(' · ')

/** `when …`, and nothing where it always holds. */
const unless = (usual: boolean, what: string, condition: Expression): string => {
  if (condition.op === 'literal' && condition.value === usual) return ''
  return `${what} ${condition.op === 'literal' ? String(condition.value) : printFormula(condition)}`
}

function resourceLines(resource: ResourceModel): readonly string[] {
  const { name } = resource
  const head = line(
    `resource ${name}`,
    resource.label.zh,
    resource.label.en,
    resource.area,
    `title ${resource.title}`,
    resource.owner === null ? '' : `owned by ${resource.owner.resource}.${resource.owner.relation}`,
    resource.keptBy === null ? '' : `kept by ${resource.keptBy}`,
  )
  return [
    head,
    ...resource.fieldNames.flatMap((field) => fieldLine(resource, field)),
    ...resource.rules.map((rule) => line(`  ${name} rule ${rule.name}`, printFormula(rule.must))),
    ...Object.entries(resource.scopes).map(([scope, condition]) => line(`  ${name} scope ${scope}`, printFormula(condition))),
    ...Object.values(resource.workflow?.transitions ?? {}).flatMap((step) => transitionLines(name, step)),
    ...resource.rollups.map((rollup) =>
      line(
        `  ${name} adds to ${rollup.target}.${rollup.field}`,
        `by ${rollup.by}`,
        rollup.fn,
        rollup.value === null ? '' : printFormula(rollup.value),
        rollup.where === null ? '' : `where ${printFormula(rollup.where)}`,
      ),
    ),
    ...resource.restrictions.map((one) => line(`  ${name} restriction ${one.name}`, one.roles.join(' '), printFormula(one.rows))),
    ...resource.alerts.map((alert) =>
      line(`  ${name} alert ${alert.name}`, alert.severity, printFormula(alert.when), `tells ${alert.notify.join(' ')}`),
    ),
    ...resource.uniques.map((fields) => line(`  ${name} unique`, fields.join(' + '))),
    ...resource.grants.map((grant) => grantLine(name, grant)),
    line(`  ${name} screens`, JSON.stringify(resource.screens)),
  ]
}

function fieldLine(resource: ResourceModel, name: string): readonly string[] {
  const field = resource.fields[name]
  if (field === undefined) return []
  const target =
    field.target === null
      ? ''
      : `→ ${field.target}${field.relation === null ? '' : ` by ${field.relation.by}${field.relation.owned ? ', owned' : ''}`}`
  const formula = field.formula === null ? '' : `= ${printFormula(field.formula)}${field.stored ? '' : ' (live)'}`
  return [
    line(
      `  ${resource.name}.${name}`,
      field.label.zh,
      field.label.en,
      sizeOf(field),
      target,
      formula,
      whenOf(field),
      optionsIn(field),
      tagsIn(field),
    ),
  ]
}

function sizeOf(field: FieldModel): string {
  if (field.value === 'decimal') return `${field.kind} ${field.precision},${field.scale}`
  return field.length === null ? field.kind : `${field.kind} ${field.length}`
}

const whenOf = (field: FieldModel): string =>
  [
    unless(false, 'required', field.required),
    unless(true, 'changeable', field.changeable),
    unless(true, 'visible', field.visible),
    field.where === null ? '' : `where ${printFormula(field.where)}`,
    field.default === null ? '' : `default ${JSON.stringify(field.default)}`,
  ]
    .filter((part) => part !== '')
    .join('; ')

const optionsIn = (field: FieldModel): string => field.options.map((option) => `${option.value} ${option.label.zh}`).join(' | ')
const tagsIn = (field: FieldModel): string =>
  [...field.tags.map((tag) => `#${tag}`), field.searchable ? 'searchable' : '', field.indexed ? 'indexed' : '']
    .filter((tag) => tag !== '')
    .join(' ')

const noticeLine = (place: string, { severity, roles, users, message }: NoticeModel): string =>
  line(`${place} tells ${[...roles, ...users].join(', ')}`, severity, message.zh, message.en)

function transitionLines(resource: string, step: TransitionModel): readonly string[] {
  const place = `  ${resource} ${step.name}`
  const set = (values: Named<Expression>): string =>
    Object.entries(values)
      .map(([name, value]) => `${name}: ${printFormula(value)}`)
      .join(', ')
  return [
    line(
      place,
      `${step.from.join('|')} → ${step.to}`,
      step.label.zh,
      step.requires === null ? '' : `requires ${printFormula(step.requires)}`,
      set(step.set),
      Object.keys(step.ask).length === 0 ? '' : `asks ${Object.keys(step.ask).join(', ')}`,
      step.enqueue.length === 0 ? '' : `enqueues ${step.enqueue.join(', ')}`,
      Object.keys(step.then).length === 0 ? '' : `then ${JSON.stringify(step.then)}`,
    ),
    ...step.notices.map((notice) => noticeLine(place, notice)),
    ...step.postings.map((posting) =>
      line(
        `${place} posts ${posting.ledger} ${posting.move}`,
        posting.lines ?? 'itself',
        unless(true, 'where', posting.where),
        ...[posting.item, posting.place, posting.quantity, posting.source, posting.shortage].map(printFormula),
        posting.unitCost === null ? '' : printFormula(posting.unitCost),
      ),
    ),
    ...step.makings.map((making) =>
      line(
        `${place} makes ${making.resource}`,
        making.from === null ? '' : `from ${making.from}`,
        set(making.set),
        making.lines === null
          ? ''
          : `${making.lines.into} from ${making.lines.each} where ${printFormula(making.lines.where)}: ${set(making.lines.set)}`,
      ),
    ),
  ]
}

function grantLine(resource: string, grant: GrantModel): string {
  const lines = Object.entries(grant.lines).map(
    ([relation, cells]) => `${relation}: ${cellsIn(cells.fields)}; writes ${cells.write.join(' ')}`,
  )
  const rows = isAlways(grant.rows) ? 'all rows' : printFormula(grant.rows)
  return line(
    `  ${resource} grant ${grant.id}`,
    grant.can.join(' '),
    rows,
    cellsIn(grant.fields),
    `writes ${grant.write.join(' ')}`,
    ...lines,
    Object.entries(grant.presets)
      .map(([name, value]) => `${name}: ${printFormula(value)}`)
      .join(', '),
    unless(true, 'check', grant.check),
  )
}

/** Masked fields are marked with `*`. */
export const cellsIn = (cells: Named<'show' | 'mask'>): string =>
  Object.entries(cells)
    .map(([name, cell]) => (cell === 'mask' ? `${name}*` : name))
    .join(' ')

function reportLines(report: ReportModel): readonly string[] {
  const place = `report ${report.name}`
  return [
    line(place, report.source, unless(true, 'where', report.where), `sort ${report.sort.join(' ')}`, `roles ${report.roles.join(' ')}`),
    ...report.columns.map((column) =>
      line(
        `  ${place}.${column.name}`,
        [column.measure ?? '', column.path?.join('.') ?? '', column.grain ?? ''].filter((part) => part !== '').join(' '),
        column.kind,
        column.total ? 'total' : '',
      ),
    ),
  ]
}

function tableLines(table: TableModel): readonly string[] {
  return [
    line(`table ${table.name}`, table.primaryKey === undefined ? '' : `key ${table.primaryKey.join(' ')}`),
    ...table.columns.map(
      (column) => `  ${table.name}.${column.name} · ${typeIn(column.type)}${column.nullable ? '' : ' not null'}${startIn(column)}`,
    ),
    ...table.indexes.map((index) => `  ${table.name} ${index.unique ? 'unique' : 'index'} ${index.name} (${index.columns.join(', ')})`),
  ]
}

function typeIn(type: ColumnType): string {
  if (type.kind === 'decimal') return `decimal(${type.precision},${type.scale})`
  return type.kind === 'text' ? `text(${type.length})` : type.kind
}
