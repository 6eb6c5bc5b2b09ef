import type { Model } from '../compile/model.js'
import type { Clock } from '../kernel/clock.js'
import { InvalidError } from '../kernel/errors.js'
import type { Ids } from '../kernel/ids.js'
import type { Problem } from '../kernel/problem.js'
import { applySchema } from '../store/apply-schema.js'
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
    await applySchema(
      deps.database,
      steps,
      databaseJournal(deps.database, { modelVersion: model.version, clock: deps.clock, ids: deps.ids }),
    )
  })
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
