import { type Clock, instantOf } from '../kernel/clock.js'
import type { Context, Guard, Records } from '../records/door.js'
import type { Database } from '../store/database.js'
import { savePassword } from './credentials.js'
import { assertPassword, type Hasher } from './passwords.js'
import { endSessionsOf } from './sessions.js'

export interface NewUser {
  readonly login: string
  readonly name: string
  readonly roles: readonly string[]
  readonly password: string
  /** Further fields of the record: email, department … */
  readonly fields?: Readonly<Record<string, unknown>>
}

export interface CreateUserDeps {
  readonly database: Database
  readonly clock: Clock
  readonly records: Pick<Records, 'create'>
  readonly hasher: Hasher
}

/**
 * A user record, its credential in the same transaction, and its roles, through the door as the context's actor.
 * @param checks  false for the demo's own password, which an operator chose
 */
export async function createUser(deps: CreateUserDeps, context: Context, user: NewUser, checks = true): Promise<{ readonly id: string }> {
  if (checks) assertPassword(user.password, user.login, 'password')
  const hash = await deps.hasher.hash(user.password)
  const guard: Guard = {
    begin: async () => {},
    end: (tx, record) => savePassword(tx, record.id, hash, instantOf(deps.clock)),
  }
  const { id } = await deps.records.create({ ...context, guard }, 'user', { ...user.fields, login: user.login, name: user.name })
  for (const role of user.roles) await deps.records.create({ ...context, guard: null }, 'roleAssignment', { user: id, role })
  return { id }
}

/** For the command line and the demo: sets a password without asking for the old one, and ends every session. */
export async function setPassword(deps: Omit<CreateUserDeps, 'records'>, userId: string, password: string): Promise<void> {
  const hash = await deps.hasher.hash(password)
  await deps.database.transaction(async (tx) => {
    await savePassword(tx, userId, hash, instantOf(deps.clock))
    await endSessionsOf(tx, userId)
  })
}
