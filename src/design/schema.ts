import type { Model, ResourceModel } from '../compile/model.js'
import type { Clock } from '../kernel/clock.js'
import { InvalidError } from '../kernel/errors.js'
import type { Ids } from '../kernel/ids.js'
import type { Problem } from '../kernel/problem.js'
import { applySchema, type SchemaJournal } from '../store/apply-schema.js'
import { currentTables } from '../store/current-tables.js'
import type { Database } from '../store/database.js'
import { planSchema, type SchemaPlan } from '../store/planner.js'
import { databaseJournal } from '../store/schema-journal.js'

export interface SchemaDeps {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
}

/** What the tables need so that they hold this Model. */
export async function planFor(database: Database, model: Model): Promise<SchemaPlan> {
  return planSchema(database.dialect.name, await currentTables(database), model.tables)
}

/**
 * Brings the tables up to a Model; one process at a time, resumable, additive.
 * @throws InvalidError `problems` when a column stands in the way
 */
export async function prepareTables(deps: SchemaDeps, model: Model): Promise<void> {
  await deps.database.exclusively('schema', async () => {
    const { steps, problems } = await planFor(deps.database, model)
    if (problems.length > 0) throw problemsError(problems)
    await applySchema(deps.database, steps, journalOf(deps, model))
  })
}

/** Lets go of what only the version before wanted, once this one is published. */
export async function relaxTables(deps: SchemaDeps, model: Model): Promise<void> {
  await deps.database.exclusively('schema', async () => {
    const { relaxing } = await planFor(deps.database, model)
    await applySchema(deps.database, relaxing, journalOf(deps, model))
  })
}

const journalOf = ({ database, clock, ids }: SchemaDeps, { version }: Model): SchemaJournal =>
  databaseJournal(database, { modelVersion: version, clock, ids })

/** Fields that are to be unique while rows share their values. Where a column is new, nothing stands in it yet. */
export async function notUniqueYet(database: Database, before: Model, after: Model): Promise<readonly Problem[]> {
  if (JSON.stringify(before.tables) === JSON.stringify(after.tables)) return []
  const current = new Map((await currentTables(database)).map((table) => [table.name, table]))
  const problems: Problem[] = []
  for (const resource of Object.values(after.resources)) {
    const table = current.get(resource.table)
    const wanted = after.tables.find(({ name }) => name === resource.table)?.indexes.filter(({ unique }) => unique) ?? []
    for (const { name, columns } of table === undefined ? [] : wanted) {
      const isThere = columns.every((column) => table?.columns.some((one) => one.name === column))
      if (table?.indexes.includes(name) !== true && isThere && (await hasTwins(database, resource.table, columns)))
        problems.push(twins(resource, columns))
    }
  }
  return problems
}

async function hasTwins(database: Database, table: string, columns: readonly string[]): Promise<boolean> {
  const { quote } = database.dialect
  const names = columns.map(quote)
  const filled = names.map((name) => `${name} IS NOT NULL`).join(' AND ')
  const sql = `SELECT 1 FROM ${quote(table)} WHERE ${filled} GROUP BY ${names.join(', ')} HAVING COUNT(*) > 1 LIMIT 1`
  return (await database.query(sql)).length > 0
}

function twins({ name, fields }: ResourceModel, columns: readonly string[]): Problem {
  const labels = columns.flatMap((column) => Object.values(fields).find((field) => field.column === column)?.label ?? [])
  const [zh, en] = [labels.map((label) => label.zh).join('、'), labels.map((label) => label.en).join(', ')]
  return {
    code: 'not-unique-yet',
    at: `resource:${name}`,
    message: { zh: `已有记录的“${zh}”相同，不能设为唯一。`, en: `There are records with the same ${en}: it cannot be made unique.` },
    hint: { zh: '请先改掉重复的值。', en: 'Change the repeated values first.' },
  }
}

/** Columns a change would make narrower than they are wanted now: values that are there may not fit. Going back to an earlier version may leave them wide. */
export async function narrowed(database: Database, before: Model, after: Model): Promise<readonly Problem[]> {
  if (JSON.stringify(before.tables) === JSON.stringify(after.tables)) return []
  const wide = new Set((await planFor(database, before)).narrower.map((one) => one.at))
  return (await planFor(database, after)).narrower.filter((one) => !wide.has(one.at))
}

/** Every Problem at once. */
export function problemsError(problems: readonly Problem[]): InvalidError {
  const errors = problems.map((one) => ({
    at: one.at,
    code: one.code,
    message: { zh: `${one.message.zh}${one.hint.zh}`, en: `${one.message.en} ${one.hint.en}`.trim() },
  }))
  return new InvalidError(
    'problems',
    { zh: '定义有错误，未发布。', en: 'The definitions have mistakes; nothing was published.' },
    { errors, extra: { problems } },
  )
}
