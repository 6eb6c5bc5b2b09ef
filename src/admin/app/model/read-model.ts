import type { DefaultModel, OptionModel } from '../../../compile/model.js'
import type { FieldKind } from '../../../define/field.js'
import { papers } from '../../../define/print.js'
import { always, type Expression, never } from '../../../expressions/tree.js'
import type { Text } from '../../../kernel/texts.js'
import { canAdd, gridColumns } from '../grid/grid-columns.js'
import type { Field, Print, Report, ReportColumn, Resource, ScreenModel, Screens, Transition } from './model.js'

/** `GET /model` as it travels: the server leaves out what is empty, and knows more than the screens need. */
type Sent = Readonly<Record<string, unknown>>

const namesOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])
const listOf = (value: unknown): readonly Sent[] => {
  if (Array.isArray(value)) return value as readonly Sent[]
  return typeof value === 'object' && value !== null ? Object.entries(value).map(([name, one]) => ({ name, ...(one as Sent) })) : []
}

function textOf(value: unknown, otherwise: string): Text {
  if (typeof value === 'string') return { zh: value, en: value }
  return (value as Text | null | undefined) ?? { zh: otherwise, en: otherwise }
}

function whenOf(value: unknown, otherwise: Expression): Expression {
  if (typeof value === 'boolean') return value ? always : never
  return (value as Expression | null | undefined) ?? otherwise
}

/** Fields are writable in a new record or in an old one: the same model, read twice. */
export type Writing = 'create' | 'update'

export function readModel(sent: Sent, writing: Writing): ScreenModel {
  const resources = listOf(sent.resources).flatMap((one) => [resourceFrom(one, writing), ...linesFrom(one, writing)])
  return {
    version: Number(sent.version),
    areas: listOf(sent.areas).map((area) => ({ name: String(area.name), label: textOf(area.label, String(area.name)) })),
    resources: offered(new Map(resources.map((resource) => [resource.name, resource]))),
    reports: listOf(sent.reports).map((report) => reportFrom(report)),
  }
}

/** No screen begins what it could not fill in: a document whose lines need a field that no column asks for is made by other documents, or by a script. */
function offered(resources: ReadonlyMap<string, Resource>): ReadonlyMap<string, Resource> {
  const isDeadEnd = (field: Field): boolean => {
    const target = resources.get(field.target ?? '')
    if (field.relation?.owned !== true || field.relation.atLeast === 0 || target === undefined) return false
    return !canAdd(resources, { target, relation: field, columns: gridColumns(target, field) })
  }
  const entries = [...resources].map(([name, resource]) => {
    const can = resource.fields.some(isDeadEnd) ? new Set([...resource.can].filter((action) => action !== 'create')) : resource.can
    return [name, { ...resource, can }] as const
  })
  return new Map(entries)
}

/** Owned lines stand in their owner; on the screens they are resources without a place in the navigation. */
function linesFrom(owner: Sent, writing: Writing): readonly Resource[] {
  return Object.values((owner.lines ?? {}) as Record<string, Sent>).map((line) => ({
    ...resourceFrom({ ...line, name: line.resource, screens: { ...(line.screens as Sent | undefined), menu: null } }, writing),
    owned: true,
  }))
}

function resourceFrom(sent: Sent, writing: Writing): Resource {
  const fields = listOf(sent.fields).map((field) => fieldFrom(field, writing))
  return {
    owned: false,
    name: String(sent.name),
    label: textOf(sent.label, String(sent.name)),
    area: String(sent.area ?? ''),
    title: String(sent.title ?? 'id'),
    fields,
    field: new Map(fields.map((field) => [field.name, field])),
    workflow: workflowFrom(sent.workflow as Sent | null | undefined),
    screens: screensFrom((sent.screens ?? {}) as Sent, { fields, prints: sent.prints }),
    can: new Set(namesOf(sent.can)),
    rules: listOf(sent.rules).map((rule) => ({
      must: rule.must as Expression,
      message: textOf(rule.message, ''),
      at: (rule.at as string | null | undefined) ?? null,
    })),
  }
}

function workflowFrom(sent: Sent | null | undefined): Resource['workflow'] {
  if (sent === null || sent === undefined) return null
  const states = listOf(sent.states).map(optionFrom)
  return { initial: String(sent.initial ?? states[0]?.value), states, transitions: listOf(sent.transitions).map(transitionFrom) }
}

function transitionFrom(sent: Sent): Transition {
  return {
    name: String(sent.name),
    label: textOf(sent.label, String(sent.name)),
    from: namesOf(Array.isArray(sent.from) ? sent.from : [sent.from]),
    to: String(sent.to),
    ask: listOf(sent.ask).map((field) => fieldFrom(field, 'create')),
    confirm: (sent.confirm as Text | null | undefined) ?? null,
    tone: (sent.tone as Transition['tone'] | undefined) ?? 'neutral',
  }
}

function optionFrom(sent: Sent | string): OptionModel {
  if (typeof sent === 'string') return { value: sent, label: { zh: sent, en: sent }, tone: 'neutral' }
  const value = String(sent.value ?? sent.name)
  return { value, label: textOf(sent.label, value), tone: (sent.tone as OptionModel['tone'] | undefined) ?? 'neutral' }
}

function fieldFrom(sent: Sent, writing: Writing): Field {
  const name = String(sent.name)
  return {
    name,
    kind: sent.kind as FieldKind,
    label: textOf(sent.label, name),
    help: (sent.help as Text | null | undefined) ?? null,
    ...limitsFrom(sent),
    required: whenOf(sent.required, never),
    changeable: whenOf(sent.changeable, always),
    visible: whenOf(sent.visible, always),
    default: (sent.default as DefaultModel | null | undefined) ?? null,
    formula: (sent.formula as Expression | null | undefined) ?? null,
    stored: sent.sortable === true,
    options: listOf(sent.options).map(optionFrom),
    target: (sent.target as string | null | undefined) ?? null,
    where: (sent.where as Expression | null | undefined) ?? null,
    relation: (sent.relation as Field['relation'] | undefined) ?? null,
    searchable: sent.searchable === true,
    unique: sent.unique === true,
    implicit: sent.implicit === true,
    writable: namesOf(sent.write).includes(writing),
  }
}

const limitsFrom = (sent: Sent): Pick<Field, 'scale' | 'length' | 'min' | 'max'> => ({
  scale: (sent.scale as number | null | undefined) ?? null,
  length: (sent.length as number | null | undefined) ?? null,
  min: (sent.min as string | null | undefined) ?? null,
  max: (sent.max as string | null | undefined) ?? null,
})

function screensFrom(sent: Sent, { fields, prints }: { readonly fields: readonly Field[]; readonly prints: unknown }): Screens {
  const known = new Set(fields.map((field) => field.name))
  const shown = (names: unknown) => namesOf(names).filter((path) => known.has(path.split('.')[0] ?? ''))
  return {
    list: shown(sent.list),
    filter: shown(sent.filter),
    sort: String(sent.sort ?? ''),
    form: listOf(sent.form).map((section) => ({
      name: String(section.name),
      label: textOf(section.label, ''),
      fields: shown(section.fields),
    })),
    highlights: shown(sent.highlights),
    related: shown(sent.related),
    board: (sent.board as Screens['board'] | undefined) ?? null,
    print: listOf(prints).map(printFrom),
    beside: (sent.beside as Screens['beside'] | undefined) ?? [],
    menu: sent.menu === null || sent.menu === undefined ? null : Number(sent.menu),
  }
}

const printFrom = ({ name, label, paper }: Sent): Print => ({
  name: String(name),
  label: textOf(label, String(name)),
  paper: papers.find((one) => one === paper) ?? 'A4',
})

function reportFrom(sent: Sent): Report {
  return {
    name: String(sent.name),
    label: textOf(sent.label, String(sent.name)),
    area: String(sent.area ?? ''),
    parameters: listOf(sent.parameters).map((field) => fieldFrom(field, 'create')),
    chart: (sent.chart as Report['chart'] | undefined) ?? null,
    columns: listOf(sent.columns).map(columnFrom),
  }
}

const columnFrom = (sent: Sent): ReportColumn => ({
  name: String(sent.name),
  label: textOf(sent.label, String(sent.name)),
  kind: sent.kind as FieldKind,
  scale: (sent.scale as number | null | undefined) ?? null,
  total: sent.total === true,
  options: listOf(sent.options).map(optionFrom),
})
