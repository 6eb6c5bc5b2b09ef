import { soughtText } from '../../expressions/normalise.js'
import type { MatchNode } from '../../expressions/tree.js'
import { constantSql } from './constants.js'
import { type Fragment, raw, sql } from './fragment.js'
import { seekSql } from './path-sql.js'
import { columnOf, type Emit, exactly, fieldOf, type Place, positively, type SqlScope, unguarded } from './sql-scope.js'

/**
 * `contains` and `startsWith` are seeks in the search table, whose terms are all suffixes of the normalised text (the whole text is
 * marked `is_start`). Never unknown: what is absent or unreadable contains nothing. Beyond what memory finds, pinyin is found too.
 */
export function matchSql(emit: Emit, node: MatchNode, place: Place): Fragment {
  const [name = '', ...rest] = node.operand.path
  if (rest.length > 0) return overReference(emit, node, place)
  const readable = place.readable?.(name) ?? 'yes'
  if (readable === 'no') return raw('FALSE')
  const found = termSql(place, { fields: [name], text: node.text, fromStart: node.op === 'startsWith' })
  if (readable === 'yes') return found
  return sql`(CASE WHEN ${emit(readable, positively(unguarded(place)))} THEN ${found} ELSE FALSE END)`
}

function overReference(emit: Emit, node: MatchNode, place: Place): Fragment {
  const test = (path: readonly string[], there: Place): Fragment => matchSql(emit, { ...node, operand: { ...node.operand, path } }, there)
  const found = seekSql(exactly(place), emit, { path: node.operand.path, test })
  return place.positive ? found : sql`COALESCE(${found}, FALSE)`
}

/** Rows one of whose fields contains the text, by a prefix seek. No row when there is nothing to look for. */
export function termSql(
  scope: SqlScope,
  sought: { readonly fields: readonly string[]; readonly text: string; readonly fromStart: boolean },
): Fragment {
  const from = soughtText(sought.text)
  const { searchTable } = scope.resource
  if (from === '' || searchTable === null || sought.fields.length === 0) return raw('FALSE')
  const { quote } = scope.dialect
  const end = afterPrefix(from)
  const until = end === null ? raw('') : sql` AND s.term < ${textOf(scope, end)}`
  const fields = sought.fields.map((field) => fieldOf(scope.resource, field).name)
  const among = { sql: fields.map(() => '?').join(', '), parameters: fields }
  const start = sought.fromStart ? ' AND s.is_start = TRUE' : ''
  const id = columnOf(scope, fieldOf(scope.resource, 'id'))
  return sql`(${id} IN (SELECT s.record_id FROM ${quote(searchTable)} s WHERE s.term >= ${textOf(scope, from)}${until} AND s.${quote('field')} IN (${among})${start}))`
}

function textOf(scope: SqlScope, text: string): Fragment {
  return constantSql(scope.dialect.name, text, 'text')
}

/** The least text after all that start with the prefix, by code points, which is the order of UTF-8 bytes; null when there is none. */
export function afterPrefix(prefix: string): string | null {
  const points = [...prefix].map((letter) => letter.codePointAt(0) ?? 0)
  while (points.at(-1) === 0x10ffff) points.pop()
  const last = points.pop()
  return last === undefined ? null : String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
}
