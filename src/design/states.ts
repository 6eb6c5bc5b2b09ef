/** Where records stand when the states of their workflow change. */
import type { Model, ResourceModel } from '../compile/model.js'
import type { Problem } from '../kernel/problem.js'
import { recordTraces, type Trace, type TraceBy } from '../records/writing/audit.js'
import { currentTables } from '../store/current-tables.js'
import type { Row, Sql, Transaction } from '../store/database.js'
import type { StateMapping } from './draft.js'

export interface Models {
  readonly before: Model
  readonly after: Model
}

/** Records of a resource that stand in one state, or in none of those there are, go to another. */
export interface Move {
  readonly resource: ResourceModel
  /** Null: whatever is no state of the workflow, because it had none, or was hidden, when they were written. */
  readonly from: string | null
  readonly to: string
}

/** States that would be gone while records stand in them, and that nothing says where to go from. */
export async function strandedStates(sql: Sql, models: Models, map: StateMapping): Promise<readonly Problem[]> {
  const { before, after } = models
  const problems: Problem[] = []
  for (const resource of Object.values(before.resources)) {
    for (const state of goneStates(resource, after.resources[resource.name])) {
      if (isState(after.resources[resource.name], map[resource.name]?.[state])) continue
      const found = await sql.query(`SELECT 1 FROM ${sql.dialect.quote(resource.table)} WHERE ${sql.dialect.quote('status')} = ? LIMIT 1`, [
        state,
      ])
      if (found.length > 0) problems.push(stranded(resource.name, state))
    }
  }
  return problems
}

export async function movesBetween(sql: Sql, models: Models, map: StateMapping): Promise<readonly Move[]> {
  const mapped = Object.values(models.before.resources).flatMap((before) => mappedMoves(before, models.after.resources[before.name], map))
  const adopted: Move[] = []
  for (const resource of workflowsThatBegin(models)) {
    const [table] = await currentTables(sql, resource.table)
    const hasStates = table?.columns.some(({ name }) => name === 'status') === true
    if (hasStates) adopted.push({ resource, from: null, to: resource.workflow?.initial ?? '' })
  }
  return [...mapped, ...adopted]
}

function mappedMoves(before: ResourceModel, after: ResourceModel | undefined, map: StateMapping): readonly Move[] {
  return goneStates(before, after).flatMap((from) => {
    const to = map[before.name]?.[from]
    return after === undefined || to === undefined || !isState(after, to) ? [] : [{ resource: after, from, to }]
  })
}

const workflowsThatBegin = ({ before, after }: Models): readonly ResourceModel[] =>
  Object.values(after.resources).filter((one) => one.workflow !== null && before.resources[one.name]?.workflow === null)

const isState = (resource: ResourceModel | undefined, name: string | undefined): boolean =>
  (resource?.workflow?.states ?? []).some((state) => state.value === name)

/** Records that a move is about. */
export function standing({ dialect }: Sql, { resource, from }: Move): { readonly sql: string; readonly parameters: readonly string[] } {
  const status = dialect.quote('status')
  if (from !== null) return { sql: `${status} = ?`, parameters: [from] }
  const states = (resource.workflow?.states ?? []).map(({ value }) => value)
  return { sql: `${status} NOT IN (${states.map(() => '?').join(', ')})`, parameters: states }
}

const rowsAtOnce = 500

/** Moves them, each with its entry in the trail, as anybody's writing would. In the transaction that publishes. */
export async function moveStates(tx: Transaction, models: Models, map: StateMapping, by: Omit<TraceBy, 'tx'>): Promise<void> {
  for (const move of await movesBetween(tx, models, map)) while ((await moveSome(tx, move, by)) === rowsAtOnce);
}

async function moveSome(tx: Transaction, move: Move, by: Omit<TraceBy, 'tx'>): Promise<number> {
  const { quote, forUpdate } = tx.dialect
  const where = standing(tx, move)
  const [table, status] = [quote(move.resource.table), quote('status')]
  const found = await tx.query(
    `SELECT id, version, ${status} AS status FROM ${table} WHERE ${where.sql} ORDER BY id LIMIT ${rowsAtOnce} ${forUpdate}`,
    where.parameters,
  )
  if (found.length === 0) return 0
  await recordTraces(
    { ...by, tx },
    found.map((row) => traceOf(move, row)),
  )
  const ids = found.map(({ id }) => String(id))
  await tx.execute(`UPDATE ${table} SET ${status} = ?, version = version + 1 WHERE id IN (${ids.map(() => '?').join(', ')})`, [
    move.to,
    ...ids,
  ])
  return found.length
}

function traceOf({ resource, to }: Move, { id, version, status }: Row): Trace {
  const changes = [{ field: 'status', old: String(status), new: to }]
  return { resource: resource.name, id: String(id), action: 'update', changes, version: Number(version) + 1, note: null }
}

/** A workflow that is taken away altogether hides its states and keeps them. */
function goneStates(before: ResourceModel, after: ResourceModel | undefined): readonly string[] {
  if (after?.workflow == null) return []
  const kept = new Set(after.workflow.states.map((state) => state.value))
  return (before.workflow?.states ?? []).map((state) => state.value).filter((state) => !kept.has(state))
}

function stranded(resource: string, state: string): Problem {
  const at = `resource:${resource}.workflow.states`
  return {
    code: 'state-in-use',
    at,
    message: { zh: `仍有记录处于状态“${state}”。`, en: `Records still stand in the state “${state}”.` },
    hint: { zh: '请用 map 说明它们转到哪个状态。', en: 'Say with map which state they go to.' },
  }
}
