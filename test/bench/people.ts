/** Who asks: sales leads, who see every order, and sales reps with two grants on different rows, who see about a fifth of them. */
import type { Connection } from 'mysql2/promise'
import { pino } from 'pino'
import { readSettings } from '../../config/index.js'
import { actorAs } from '../../src/permissions/platform-actor.js'
import { openPlatform, type Platform } from '../../src/platform.js'
import type { Context } from '../../src/records/door.js'
import type { Ground } from './ground.js'

export interface Person {
  readonly id: string
  /** `Bearer …` */
  readonly authorization: string
}

export interface People {
  readonly leads: readonly Person[]
  readonly reps: readonly Person[]
  readonly admin: Person
}

/** The platform refuses more than 500 requests a second of one user, so the work is shared among four. */
const each = 4

/** Finds or makes them, and gives reps their second grant by publishing it. */
export async function openPeople({ env, database }: Ground): Promise<People> {
  const platform = await openPlatform({ settings: readSettings(env), logger: pino({ level: 'silent' }) })
  try {
    await database.query("DELETE FROM dj_token WHERE name = 'bench'")
    await publishSecondGrant(platform)
    const admin = await person(platform, 'benchadmin', 'admin')
    const leads = await inTurn((nth) => person(platform, `benchlead${nth}`, 'salesLead'))
    const reps = await inTurn((nth) => rep(platform, database, nth))
    return { leads, reps, admin }
  } finally {
    await platform.close()
  }
}

async function inTurn<T>(make: (nth: number) => Promise<T>): Promise<readonly T[]> {
  const made: T[] = []
  for (let nth = 0; nth < each; nth += 1) made.push(await make(nth))
  return made
}

const setup = (platform: Platform): Context =>
  platform.contextFor(actorAs(platform.models.current(), 'admin', { login: 'bench', name: 'Bench', via: 'seed' }))

/** Beside the orders a rep owns, those of customers they look after. */
async function publishSecondGrant(platform: Platform): Promise<void> {
  const { grants } = platform.models.current().resources.order ?? { grants: [] }
  if (grants.some(({ role, name }) => role === 'salesRep' && name === 'followed')) return
  const followed = { can: ['read'], rows: { 'customer.owner': { actor: 'id' } }, hide: ['#cost'] }
  const patch = { permissions: { salesRep: { followed } } }
  const draft = { set: [{ definition: 'resource:order', patch }], add: [], map: {} }
  const { id, problems } = await platform.design.create(setup(platform), draft)
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  await platform.design.publish(setup(platform), id, 'bench')
}

async function person(platform: Platform, login: string, role: string): Promise<Person> {
  const { accounts, models } = platform
  const known = await accounts.userByLogin(models.current(), login)
  const wish = { login, name: login, roles: [role], password: 'measured on made-up rows' }
  const id = known ?? (await accounts.createUser(setup(platform), wish)).id
  const actor = await accounts.actorFor({ userId: id, model: models.current(), via: 'screen' })
  if (actor === undefined) throw new Error(`${login} may not act`)
  const { token } = await accounts.tokens.create(actor, { name: 'bench', expiresOn: null })
  return { id, authorization: `Bearer ${token}` }
}

/** Theirs are the customers whose code ends with their digit, and the orders of those whose last digit but one it is: a tenth each. */
async function rep(platform: Platform, database: Connection, nth: number): Promise<Person> {
  const made = await person(platform, `benchrep${nth}`, 'salesRep')
  const [owned] = await database.query('SELECT id FROM customer WHERE owner_id = ? LIMIT 1', [made.id])
  if (Array.isArray(owned) && owned.length > 0) return made
  const orders = 'UPDATE `order` o JOIN customer c ON c.id = o.customer_id SET o.owner_id = ? WHERE SUBSTRING(c.code, -2, 1) = ?'
  await database.query(orders, [made.id, String(nth)])
  await database.query('UPDATE customer SET owner_id = ? WHERE SUBSTRING(code, -1) = ?', [made.id, String(nth)])
  return made
}
