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

/** User and credential of a login in one statement, the same for a login that does not exist. */
export async function findByLogin(sql: Sql, model: Model, login: string): Promise<Credential | undefined> {
  const { user } = userTablesOf(model, sql.dialect)
  return findCredential(sql, model, `u.${user.column('login')} = ?`, login)
}

export async function findById(sql: Sql, model: Model, userId: string): Promise<Credential | undefined> {
  return findCredential(sql, model, 'u.id = ?', userId)
}

async function findCredential(sql: Sql, model: Model, where: string, value: string): Promise<Credential | undefined> {
  const { user } = userTablesOf(model, sql.dialect)
  const active = user.column('active') === 'null' ? 'true' : `u.${user.column('active')}`
  const columns = `u.id, u.${user.column('login')} as login, ${active} as active, c.password_hash, c.otp_secret`
  const [row] = await sql.query(`select ${columns} from ${user.table} u left join dj_credential c on c.user_id = u.id where ${where}`, [
    value,
  ])
  return row === undefined ? undefined : credentialOf(row)
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
