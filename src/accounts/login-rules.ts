import { InvalidError } from '../kernel/errors.js'
import type { Sql } from '../store/database.js'
import type { Assigning } from './assignment-rules.js'
import { userTablesOf } from './user-tables.js'

/**
 * Signing in does not ask for capitals: two logins that differ in them alone would be one.
 * @throws InvalidError `not-unique`
 */
export async function assertLoginAlone(tx: Sql, { resource, before, after, model }: Assigning): Promise<void> {
  if (resource !== 'user' || after === null || typeof after.login !== 'string' || after.login === before?.login) return
  const { user } = userTablesOf(model, tx.dialect)
  const others = `select id from ${user.table} where lower(${user.column('login')}) = ? and id <> ? limit 1`
  const [other] = await tx.query(others, [after.login.toLowerCase(), String(after.id)])
  if (other === undefined) return
  const message = { zh: '已有这个登录名（不区分大小写）。', en: 'This login is taken (capitals make no difference).' }
  throw new InvalidError('invalid', message, { errors: [{ at: 'login', code: 'not-unique', message }] })
}
