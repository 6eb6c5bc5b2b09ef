import type { Clock } from '../kernel/clock.js'
import { instantOf } from '../kernel/clock.js'
import type { Ids } from '../kernel/ids.js'
import type { SchemaJournal } from './apply-schema.js'
import type { Database } from './database.js'
import { insertRows } from './insert-rows.js'

export interface JournalFacts {
  readonly modelVersion: number
  readonly clock: Clock
  readonly ids: Ids
}

const columns = ['id', 'model_version', 'step_no', 'statement', 'state', 'started_at']

/** Writes every step to `dj_schema_journal`: what was changed when, by which version of the model, and what went wrong. */
export function databaseJournal(database: Database, { modelVersion, clock, ids }: JournalFacts): SchemaJournal {
  const rows = new Map<number, string>()
  const finish = async (number: number, state: 'done' | 'failed', error: string | null): Promise<void> => {
    const sql = 'UPDATE dj_schema_journal SET state = ?, error = ?, finished_at = ? WHERE id = ?'
    await database.execute(sql, [state, error, instantOf(clock), BigInt(rows.get(number) ?? '0')])
  }
  return {
    started: async (step, number) => {
      const id = ids()
      rows.set(number, id)
      await insertRows(database, 'dj_schema_journal', columns, [
        [id, modelVersion, number, step.statements.join(';\n'), 'running', instantOf(clock)],
      ])
    },
    finished: (_step, number) => finish(number, 'done', null),
    failed: (_step, number, error) => finish(number, 'failed', String(error).slice(0, 4_000)),
  }
}
