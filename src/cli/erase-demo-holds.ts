import type { FieldModel, Model, ResourceModel } from '../compile/model.js'
import type { DemoMark } from '../demo-mark.js'
import type { Text } from '../kernel/texts.js'
import type { Sql } from '../store/database.js'

/** Who people are and what they may do outlives the demo, and so does the company itself. */
const kept = new Set(['user', 'role', 'roleAssignment', 'department', 'company'])

export interface DemoPlan {
  readonly model: Model
  /** Every demo row's id is at most this. */
  readonly lastId: bigint
  readonly erased: readonly ResourceModel[]
  readonly kept: readonly ResourceModel[]
}

export function demoPlan(model: Model, mark: DemoMark): DemoPlan {
  const resources = Object.values(model.resources)
  return {
    model,
    lastId: BigInt(mark.lastId),
    erased: resources.filter(({ name }) => !kept.has(name)),
    kept: resources.filter(({ name }) => kept.has(name)),
  }
}

/** Why nothing may be erased. */
export type Hold = Text

/** Real postings, and references between real rows and demo rows, whichever way they point. */
export async function holdsOnDemo(sql: Sql, plan: DemoPlan): Promise<readonly Hold[]> {
  const holds: Hold[] = [...(await realPostings(sql, plan))]
  for (const resource of Object.values(plan.model.resources)) {
    for (const field of referencesIn(resource)) holds.push(...(await crossings(sql, plan, { resource, field })))
  }
  return holds
}

/** At most this many are named. */
const mostNamed = 10

async function realPostings(sql: Sql, { model, lastId }: DemoPlan): Promise<readonly Hold[]> {
  const holds: Hold[] = []
  for (const ledger of Object.values(model.ledgers)) {
    const entries = model.resources[ledger.entries]
    if (entries === undefined) continue
    const ids = await idsOf(sql, `SELECT id FROM ${sql.dialect.quote(entries.table)} WHERE id > ?`, [lastId])
    if (ids.length > 0)
      holds.push({
        zh: `${ledger.label.zh}中已有演示之后的过账（${entries.label.zh} ${ids.join('、')}）。`,
        en: `${ledger.label.en}: posted after the demo (${entries.name} ${ids.join(', ')}).`,
      })
  }
  return holds
}

/** Stored references. */
export function referencesIn(resource: ResourceModel): readonly (FieldModel & { readonly column: string; readonly target: string })[] {
  return Object.values(resource.fields).filter(
    (field): field is FieldModel & { readonly column: string; readonly target: string } =>
      field.kind === 'belongsTo' && field.column !== null && field.target !== null,
  )
}

interface Crossing {
  readonly resource: ResourceModel
  readonly field: ReturnType<typeof referencesIn>[number]
}

async function crossings(sql: Sql, plan: DemoPlan, { resource, field }: Crossing): Promise<readonly Hold[]> {
  const { quote } = sql.dialect
  const select = `SELECT id FROM ${quote(resource.table)} WHERE`
  const [isErased, targetIsErased] = [resource.name, field.target].map((name) => plan.erased.some((one) => one.name === name))
  const last = [plan.lastId, plan.lastId]
  const toDemo = targetIsErased ? await idsOf(sql, `${select} id > ? AND ${quote(field.column)} <= ?`, last) : []
  const fromDemo = isErased ? await idsOf(sql, `${select} id <= ? AND ${quote(field.column)} > ?`, last) : []
  return [
    ...(toDemo.length === 0 ? [] : [refersTo(resource, field, toDemo)]),
    ...(fromDemo.length === 0 || !isCounted(plan, resource, field.target) ? [] : [refersFrom(resource, field, fromDemo)]),
  ]
}

/** What a demo row added to a real row would stay there. */
const isCounted = ({ model }: DemoPlan, { name }: ResourceModel, target: string): boolean =>
  (model.resources[name]?.rollups ?? []).some((rollup) => rollup.target === target)

const refersTo = ({ name, label }: ResourceModel, field: FieldModel, ids: readonly string[]): Hold => ({
  zh: `正式的${label.zh} ${ids.join('、')} 的“${field.label.zh}”是演示数据。`,
  en: `${label.en} (${name}.${field.name}): ${ids.join(', ')} are real and refer to demo rows.`,
})

const refersFrom = ({ name, label }: ResourceModel, field: FieldModel, ids: readonly string[]): Hold => ({
  zh: `演示的${label.zh} ${ids.join('、')} 的“${field.label.zh}”已改为正式数据。`,
  en: `${label.en} (${name}.${field.name}): ${ids.join(', ')} are demo rows that count towards real ones.`,
})

async function idsOf(sql: Sql, select: string, parameters: readonly unknown[]): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(`${select} ORDER BY id LIMIT ${mostNamed}`, parameters)
  return rows.map(({ id }) => id)
}
