import type { Model } from '../compile/model.js'
import { type Locale, localeFrom } from '../kernel/texts.js'
import type { Actor } from '../permissions/actor.js'
import type { Row, Sql } from '../store/database.js'
import { departmentsUnder } from './departments.js'
import { userTablesOf } from './user-tables.js'

export interface ActorQuestion {
  readonly userId: string
  readonly model: Model
  readonly via: Actor['via']
  /** As `recognise` read it: the same version gives the same actor without a query. Always read anew when not said. */
  readonly rightsVersion?: string
}

type FindActor = (question: ActorQuestion) => Promise<Actor | undefined>

interface Known {
  readonly model: Model
  readonly rightsVersion: string
  readonly actor: Promise<Actor | undefined>
}

/** Users remembered at a time; the oldest go first. */
const most = 5_000

/** Makes a user an actor; undefined when there is no such user or it is not active. Remembered until the user's rights version changes. */
export function actorsFrom(sql: Sql): FindActor {
  const known = new Map<string, Known>()
  return async (question) => {
    const { userId, model, rightsVersion, via } = question
    if (rightsVersion === undefined) return withVia(await readActor(sql, question), via)
    const found = known.get(userId)
    if (found !== undefined && found.model === model && found.rightsVersion === rightsVersion) return withVia(await found.actor, via)
    const actor = readActor(sql, question)
    remember(known, userId, { model, rightsVersion, actor })
    return withVia(await actor, via)
  }
}

function remember(known: Map<string, Known>, userId: string, entry: Known): void {
  known.delete(userId)
  known.set(userId, entry)
  entry.actor.catch(() => known.get(userId) === entry && known.delete(userId))
  const oldest = known.keys().next().value
  if (known.size > most && oldest !== undefined) known.delete(oldest)
}

function withVia(actor: Actor | undefined, via: Actor['via']): Actor | undefined {
  return actor === undefined ? undefined : { ...actor, via }
}

async function readActor(sql: Sql, { userId, model }: ActorQuestion): Promise<Actor | undefined> {
  const row = await readUser(sql, model, userId)
  if (row === undefined || row.active === false) return undefined
  const [roles, departments] = await Promise.all([readRoles(sql, model, userId), departmentsUnder(sql, model, textOf(row.department))])
  return {
    id: userId,
    login: String(row.login),
    name: String(row.name ?? row.login),
    roles,
    system: [...new Set(roles.flatMap((role) => model.roles[role]?.system ?? []))],
    department: textOf(row.department),
    departments,
    warehouse: textOf(row.warehouse),
    locale: localeOf(row),
    via: 'api',
    readOnly: false,
  }
}

async function readUser(sql: Sql, model: Model, userId: string): Promise<Row | undefined> {
  const { user } = userTablesOf(model, sql.dialect)
  const wanted = ['login', 'name', 'active', 'department', 'warehouse', 'locale'].map((name) => `u.${user.column(name)} as ${name}`)
  const columns = wanted.map((column) => column.replace('u.null', 'null')).join(', ')
  const preference = 'left join dj_preference p on p.user_id = u.id and p.name = ?'
  const [row] = await sql.query(`select ${columns}, p.value as preferred from ${user.table} u ${preference} where u.id = ?`, [
    'locale',
    userId,
  ])
  return row
}

/** Only roles that there are, and none that jobs alone act as. */
async function readRoles(sql: Sql, model: Model, userId: string): Promise<readonly string[]> {
  const { roleAssignment } = userTablesOf(model, sql.dialect)
  const rows = await sql.query(
    `select ${roleAssignment.column('role')} as role from ${roleAssignment.table} where ${roleAssignment.column('user')} = ?`,
    [userId],
  )
  const names = new Set(rows.map((row) => String(row.role)))
  return Object.keys(model.roles).filter((role) => names.has(role) && model.roles[role]?.internal === false)
}

/** What the user chose last on the screen goes before what the user record says. */
function localeOf(row: Row): Locale {
  const chosen = typeof row.preferred === 'string' ? row.preferred : textOf(row.locale)
  return localeFrom(chosen ?? undefined)
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value)
}
