import type { Migration } from '../src/store/migrate.js'
import { accountTables } from './0001/account-tables.js'
import { modelTables } from './0001/model-tables.js'
import { workTables } from './0001/work-tables.js'

export const platform: Migration = {
  name: '0001-platform',
  tables: [...modelTables, ...workTables, ...accountTables],
  rows: [{ table: 'dj_state', columns: ['id', 'model_version'], rows: [[1, 0]] }],
}
