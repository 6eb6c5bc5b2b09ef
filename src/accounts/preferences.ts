import { InvalidError } from '../kernel/errors.js'
import type { Actor } from '../permissions/actor.js'
import type { Database, Sql } from '../store/database.js'
import { bumpRights } from './rights.js'

type Values = Readonly<Record<string, unknown>>

/** Together as JSON: what screens remember, not a store of documents. */
const mostBytes = 64_000
const saneName = /^[A-Za-z][A-Za-z0-9_.:-]{0,99}$/

export async function readPreferences(sql: Sql, actor: Actor): Promise<Values> {
  const rows = await sql.query('select name, value from dj_preference where user_id = ? order by name', [actor.id])
  return Object.fromEntries(rows.map((row) => [String(row.name), row.value]))
}

/**
 * Takes each named value; null takes one away. `locale` is also the language the user is answered in, from the next request on.
 * @throws InvalidError for a name or a locale that is none, or more than 64 kB in all
 */
export async function changePreferences(database: Database, actor: Actor, changes: Values): Promise<Values> {
  for (const [name, value] of Object.entries(changes)) assertPreference(name, value)
  return database.transaction(async (tx) => {
    for (const [name, value] of Object.entries(changes)) await save(tx, actor, name, value)
    const all = await readPreferences(tx, actor)
    if (JSON.stringify(all).length > mostBytes) throw refused('', { zh: '偏好设置过大。', en: 'The preferences are too large.' })
    if (Object.hasOwn(changes, 'locale')) await bumpRights(tx, actor.id === null ? [] : [actor.id])
    return all
  })
}

async function save(tx: Sql, actor: Actor, name: string, value: unknown): Promise<void> {
  if (value === null) await tx.execute('delete from dj_preference where user_id = ? and name = ?', [actor.id, name])
  if (value === null) return
  const replace = tx.dialect.onConflictUpdate(['user_id', 'name'], ['value'])
  await tx.execute(`insert into dj_preference (user_id, name, value) values (?, ?, ?) ${replace}`, [actor.id, name, JSON.stringify(value)])
}

function assertPreference(name: string, value: unknown): void {
  if (!saneName.test(name)) throw refused(name.slice(0, 100), { zh: '偏好设置的名称有误。', en: 'The name of a preference is malformed.' })
  if (name === 'locale' && value !== null && value !== 'zh-CN' && value !== 'en') {
    throw refused('locale', { zh: '语言须为 zh-CN 或 en。', en: 'The locale is zh-CN or en.' })
  }
}

function refused(at: string, message: { readonly zh: string; readonly en: string }): InvalidError {
  return new InvalidError('bad-preference', message, { errors: [{ at, code: 'bad-preference', message }] })
}
