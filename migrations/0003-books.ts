import type { Migration } from '../src/store/migrate.js'
import { columns, instant, json, required, text } from './columns.js'

/** What came of it when each invariant was asked last: the rows that break it. */
export const books: Migration = {
  name: '0003-books',
  tables: [
    {
      name: 'dj_invariant',
      primaryKey: ['name'],
      columns: columns({ name: required(text(100)), broken: required(json), checked_at: required(instant) }),
      indexes: [],
      checks: [],
    },
  ],
}
