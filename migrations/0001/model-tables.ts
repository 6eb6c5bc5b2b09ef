import type { TableModel } from '../../src/store/migrate.js'
import { columns, id, index, instant, integer, json, longText, required, text } from '../columns.js'

/** The state of the model: what was published, what is being designed, and every statement that changed a table. */
export const modelTables: readonly TableModel[] = [
  {
    name: 'dj_state',
    columns: columns({ id: required(id), model_version: required(integer) }),
    indexes: [],
    checks: [],
  },
  {
    name: 'dj_model_version',
    primaryKey: ['number'],
    columns: columns({
      number: required(integer),
      overlay: required(json),
      note: text(2_000),
      created_at: required(instant),
      created_by: id,
    }),
    indexes: [],
    checks: [],
  },
  {
    name: 'dj_change_set',
    columns: columns({
      id: required(id),
      title: text(200),
      state: required(text(20)),
      ops: required(json),
      overlay: json,
      base_version: integer,
      published_version: integer,
      version: required(integer),
      created_at: required(instant),
      created_by: id,
      updated_at: required(instant),
    }),
    indexes: [index('dj_change_set', 'state')],
    checks: [],
  },
  {
    name: 'dj_schema_journal',
    columns: columns({
      id: required(id),
      model_version: required(integer),
      step_no: required(integer),
      statement: required(longText),
      state: required(text(20)),
      error: text(4_000),
      started_at: required(instant),
      finished_at: instant,
    }),
    indexes: [index('dj_schema_journal', 'model_version')],
    checks: [],
  },
]
