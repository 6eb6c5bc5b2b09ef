/** One record on paper: a template's paths read as the person who prints, laid out by `print/`. */
import type { FieldModel, Model, ResourceModel } from '../compile/model.js'
import type { Paper, PrintTemplate } from '../define/print.js'
import { type Clock, dayIn } from '../kernel/clock.js'
import { NotFoundError } from '../kernel/errors.js'
import { type Locale, textIn } from '../kernel/texts.js'
import { readablePath } from '../permissions/readable-path.js'
import { type PrintColumn, type PrintDocument, type PrintFormat, type PrintTotal, printLabels } from '../print/document.js'
import type { Context, Reading, RecordView } from '../records/door.js'
import { placeOf } from '../records/line-order.js'
import { shownCell } from '../records/presenting/sheet-cell.js'

export interface PrintRequest {
  readonly resource: string
  readonly id: string
  readonly template: string
  /** The template's own when absent. */
  readonly paper?: Paper
}

interface Printing {
  readonly records: Reading
  readonly context: Context
  readonly clock: Clock
  readonly template: PrintTemplate
  readonly paper: Paper
  readonly locale: Locale
}

/** @throws NotFoundError for a template that is not the resource's, and for a record the actor may not print */
export async function printRecord(
  deps: { records: Reading; clock: Clock },
  context: Context,
  request: PrintRequest,
): Promise<PrintDocument> {
  const found = context.model.prints[request.template]
  if (found === undefined || found.resource !== request.resource) throw new NotFoundError()
  const template = readableTemplate(context, found)
  const paper = request.paper ?? template.paper ?? 'A4'
  const printing: Printing = { ...deps, context, template, paper, locale: context.actor.locale }
  const record = await recordToPrint(printing, request.id)
  const lines = await linesToPrint(printing, request.id)
  return documentOf(printing, record, lines)
}

/** What the actor may read on no row at all is left out. */
function readableTemplate({ model, actor }: Context, template: PrintTemplate): PrintTemplate {
  const lines = lineResource(model, template)?.name ?? ''
  const isHidden = (resource: string, path: string) =>
    fieldAt(model, resource, path) !== undefined && readablePath(model, actor, resource, path.split('.')) === undefined
  return {
    ...template,
    head: template.head.filter(({ of }) => !isHidden(template.resource, of)),
    lines: { ...template.lines, columns: template.lines.columns.filter(({ of }) => !isHidden(lines, of)) },
    totals: (template.totals ?? []).filter(({ of }) => !isHidden(template.resource, of)),
  }
}

async function recordToPrint({ records, context, template }: Printing, id: string): Promise<RecordView> {
  const paths = [template.number, template.date, ...template.head.map((one) => one.of), ...(template.totals ?? []).map((one) => one.of)]
  const fields = readable(context.model, template.resource, paths)
  for await (const [record] of records.each(context, template.resource, { where: { id }, fields, size: 1 }, 'print'))
    if (record !== undefined) return record
  throw new NotFoundError()
}

async function linesToPrint({ records, context, template }: Printing, id: string): Promise<readonly RecordView[]> {
  const field = context.model.resources[template.resource]?.fields[template.lines.each]
  const by = field?.relation?.by ?? ''
  const lines: RecordView[] = []
  const line = context.model.resources[field?.target ?? '']
  const place = line === undefined ? undefined : placeOf(line)?.name
  const isSeen = line !== undefined && place !== undefined && readablePath(context.model, context.actor, line.name, [place]) !== undefined
  const sort = isSeen ? `${place},id` : 'id'
  const query = { where: { [by]: id }, fields: template.lines.columns.map((column) => column.of), sort }
  for await (const page of records.each(context, field?.target ?? '', query, 'read')) lines.push(...page)
  return lines
}

/** A template may name what this Model no longer has; such places stay empty on the paper. */
function readable(model: Model, resource: string, paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].filter((path) => fieldAt(model, resource, path) !== undefined)
}

async function documentOf(printing: Printing, record: RecordView, lines: readonly RecordView[]): Promise<PrintDocument> {
  const { context, template, paper, locale, clock } = printing
  const { model } = context
  const value = (path: string) => shownValue(fieldAt(model, template.resource, path), record[path], locale)
  return {
    title: textIn(locale, template.label),
    company: await companyOf(printing),
    number: value(template.number),
    date: value(template.date) || dayIn(clock.zone, clock.now()),
    copies: (template.copies ?? []).map((copy) => textIn(locale, copy)),
    party: template.head.map((one) => ({ label: textIn(locale, one.label), value: value(one.of) })),
    columns: columnsOf(printing),
    rows: lines.map((line, index) => [String(index + 1), ...template.lines.columns.map((column) => cellOf(printing, column.of, line))]),
    totals: totalsOf(printing, record),
    signatures: (template.signatures ?? []).map((one) => textIn(locale, one)),
    ...(template.terms === undefined ? {} : { terms: textIn(locale, template.terms) }),
    locale,
    paper,
    labels: printLabels(locale),
  }
}

/** The one row of the company's own resource, as far as the actor may read it. */
async function companyOf({ records, context }: Printing): Promise<PrintDocument['company']> {
  const { data } = await records.list(context, 'company', { size: 1, count: 'none', fields: ['name', 'address', 'phone', 'taxNumber'] })
  const text = (name: string) => (typeof data[0]?.[name] === 'string' && data[0][name] !== '' ? { [name]: data[0][name] } : {})
  return { name: '', ...text('name'), ...text('address'), ...text('phone'), ...text('taxNumber') }
}

function columnsOf({ context, template, locale }: Printing): readonly PrintColumn[] {
  const lines = lineResource(context.model, template)
  const columns = template.lines.columns.map((column): PrintColumn => {
    const format = formatOf(fieldAt(context.model, lines?.name ?? '', column.of))
    return { key: column.of, label: textIn(locale, column.label), align: column.align ?? 'left', format }
  })
  return [{ key: '#', label: locale === 'en' ? 'No.' : '序号', align: 'center', format: 'integer', width: 10 }, ...columns]
}

function cellOf({ context, template, locale }: Printing, path: string, line: RecordView): string {
  const field = fieldAt(context.model, lineResource(context.model, template)?.name ?? '', path)
  return formatOf(field) === 'text' ? shownValue(field, line[path], locale) : String(line[path] ?? '')
}

function totalsOf({ context, template, locale }: Printing, record: RecordView): readonly PrintTotal[] {
  return (template.totals ?? []).flatMap((total) => {
    const value = record[total.of]
    const format = formatOf(fieldAt(context.model, template.resource, total.of))
    return typeof value === 'string' ? [{ label: textIn(locale, total.label), value, words: total.inWords === true, format }] : []
  })
}

const lineResource = (model: Model, template: PrintTemplate): ResourceModel | undefined =>
  model.resources[model.resources[template.resource]?.fields[template.lines.each]?.target ?? '']

function fieldAt(model: Model, resource: string, path: string): FieldModel | undefined {
  const [name = '', ...rest] = path.split('.')
  const field = model.resources[resource]?.fields[name]
  return rest.length === 0 ? field : fieldAt(model, field?.target ?? '', rest.join('.'))
}

const formats: readonly string[] = ['integer', 'quantity', 'money', 'unitPrice', 'percent', 'date']

const formatOf = (field: FieldModel | undefined): PrintFormat =>
  field !== undefined && formats.includes(field.kind) ? (field.kind as PrintFormat) : 'text'

function shownValue(field: FieldModel | undefined, value: unknown, locale: Locale): string {
  return field === undefined ? '' : String(shownCell(field, value, locale) ?? '')
}
