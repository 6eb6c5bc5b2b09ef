import type { Model } from '../compile/model.js'
import type { Row, Sql } from '../store/database.js'
import { userTablesOf } from './user-tables.js'

/** What a user proves itself with; all of it lives in `dj_credential`, apart from the user's record. */
export interface Credential {
  readonly userId: string
  readonly login: string
  readonly active: boolean
  /** Null: nobody can sign in with a password. */
  readonly passwordHash: string | null
  /** Sealed; null without a second factor. */
  readonly otpSecret: string | null
}

/**
 * User and credential of a login in one statement, the same for a login that does not exist. As it is written; or else whoever alone is called so
 * in other letters, because a phone begins with a capital one.
 */
export async function findByLogin(sql: Sql, model: Model, login: string): Promise<Credential | undefined> {
  const { user } = userTablesOf(model, sql.dialect)
  const column = `u.${user.column('login')}`
  const found = await findCredentials(sql, model, `${column} = ? or lower(${column}) = ?`, [login, login.toLowerCase()])
  return found.find((one) => one.login === login) ?? (found.length === 1 ? found[0] : undefined)
}

export async function findById(sql: Sql, model: Model, userId: string): Promise<Credential | undefined> {
  return (await findCredentials(sql, model, 'u.id = ?', [userId]))[0]
}

async function findCredentials(sql: Sql, model: Model, where: string, values: readonly string[]): Promise<readonly Credential[]> {
  const { user } = userTablesOf(model, sql.dialect)
  const active = user.column('active') === 'null' ? 'true' : `u.${user.column('active')}`
  const columns = `u.id, u.${user.column('login')} as login, ${active} as active, c.password_hash, c.otp_secret`
  const rows = await sql.query(
    `select ${columns} from ${user.table} u left join dj_credential c on c.user_id = u.id where ${where}`,
    values,
  )
  return rows.map(credentialOf)
}

export async function savePassword(tx: Sql, userId: string, passwordHash: string, at: string): Promise<void> {
  const columns = ['password_hash', 'changed_at']
  const replace = tx.dialect.onConflictUpdate(['user_id'], columns)
  await tx.execute(`insert into dj_credential (user_id, password_hash, changed_at) values (?, ?, ?) ${replace}`, [userId, passwordHash, at])
}

function credentialOf(row: Row): Credential {
  return {
    userId: String(row.id),
    login: String(row.login),
    active: row.active === true || row.active === 1,
    passwordHash: textOf(row.password_hash),
    otpSecret: textOf(row.otp_secret),
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
