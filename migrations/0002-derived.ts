import type { Migration } from '../src/store/migrate.js'
import { columns, instant, required, text } from './columns.js'

/** What stands in the rows because it was worked out, and from what: computed values, search terms. Where the Model says otherwise now, it is worked out anew. */
export const derived: Migration = {
  name: '0002-derived',
  tables: [
    {
      name: 'dj_derived',
      primaryKey: ['field'],
      columns: columns({ field: required(text(200)), signature: required(text(64)), derived_at: required(instant) }),
      indexes: [],
      checks: [],
    },
  ],
}
