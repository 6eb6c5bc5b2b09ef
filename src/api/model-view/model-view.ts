import type { FieldModel, Model, ReportColumnModel, ReportModel } from '../../compile/model.js'
import type { Area } from '../../define/definitions.js'
import type { Text } from '../../kernel/texts.js'
import { canSee } from '../../permissions/access.js'
import type { Actor } from '../../permissions/actor.js'
import { type FieldView, fieldView } from './field-view.js'
import { type ResourceView, resourceView } from './resource-view.js'

/** What GET /model answers: the Model as far as this actor may know of it. */
export interface ModelView {
  readonly version: number
  readonly areas: readonly Area[]
  readonly resources: readonly ResourceView[]
  readonly reports: readonly ReportView[]
}

export interface ReportView {
  readonly name: string
  readonly label: Text
  readonly area: string
  readonly parameters: readonly FieldView[]
  readonly columns: readonly (Pick<ReportColumnModel, 'name' | 'label' | 'kind' | 'scale' | 'measure' | 'total'> &
    Pick<FieldModel, 'options'>)[]
  readonly chart: ReportModel['chart']
  readonly period: ReportModel['period']
}

/** Owned lines stand in their owner; reports are those the actor's roles may run over what they may read. */
export function modelViewFor(model: Model, actor: Actor): ModelView {
  const shown = Object.values(model.resources).filter(({ owner, name }) => owner === null && canSee(model, actor, name))
  const resources = shown.map((resource) => resourceView({ model, actor, resource: resource.name }, resource))
  const reports = Object.values(model.reports).filter((report) => mayRun(model, actor, report))
  const areas = model.areas.filter(({ name }) => [...resources, ...reports].some(({ area }) => area === name))
  return { version: model.version, areas, resources, reports: reports.map((report) => reportView(model, actor, report)) }
}

export function mayRun(model: Model, actor: Actor, { roles, source }: ReportModel): boolean {
  const eyes = actor.viewer === undefined ? [actor] : [actor, actor.viewer]
  return eyes.every((each) => roles.some((role) => each.roles.includes(role))) && canSee(model, actor, source)
}

function reportView(model: Model, actor: Actor, report: ReportModel): ReportView {
  const { name, label, area, chart, period } = report
  const columns = report.columns.map((column) => {
    const { kind, scale, measure, total } = column
    const options = column.path === null ? [] : (fieldAt(model, report.source, column.path)?.options ?? [])
    return { name: column.name, label: column.label, kind, scale, measure, total, options }
  })
  return {
    name,
    label,
    area,
    chart,
    period,
    columns,
    parameters: Object.values(report.parameters).map((field) => parameterView(model, actor, report.source, field)),
  }
}

/** The field a path ends at; undefined where the path leads nowhere. */
function fieldAt(model: Model, resource: string, [name = '', ...rest]: readonly string[]): FieldModel | undefined {
  const field = model.resources[resource]?.fields[name]
  return rest.length === 0 || field === undefined ? field : fieldAt(model, field.target ?? '', rest)
}

function parameterView(model: Model, actor: Actor, resource: string, field: FieldModel): FieldView {
  const given = new Set([field.name])
  return fieldView({ model, actor, resource }, field, { create: given, update: given, masked: new Set() })
}
