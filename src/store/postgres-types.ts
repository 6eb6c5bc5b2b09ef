import pg from 'pg'

/** How PostgreSQL's text values read: exact numbers and days as strings, instants as ISO 8601 UTC, JSON parsed. */
export const postgresTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    format === 'binary'
      ? pg.types.getTypeParser(oid, 'binary')
      : (parsers[oid] ?? pg.types.getTypeParser(oid, 'text'))) as typeof pg.types.getTypeParser,
}

const asWritten = (text: string): string => text

const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [pg.types.builtins.INT8]: asWritten,
  [pg.types.builtins.NUMERIC]: asWritten,
  [pg.types.builtins.DATE]: asWritten,
  [pg.types.builtins.TIMESTAMP]: asWritten,
  [pg.types.builtins.TIMESTAMPTZ]: instantText,
}

/** `2026-11-22 08:00:00.12+00`, as a session in UTC writes it → `2026-11-22T08:00:00.120Z`. */
function instantText(text: string): string {
  const [, day, time, fraction = ''] = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00(?::00)?$/.exec(text) ?? []
  return day === undefined ? text : `${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`
}
