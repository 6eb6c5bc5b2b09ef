import { instantOf, isDay, todayOf } from '../kernel/clock.js'
import { InvalidError, NotFoundError } from '../kernel/errors.js'
import type { Actor } from '../permissions/actor.js'
import type { Database, Row } from '../store/database.js'
import type { Proof, Recognised } from './proof.js'
import { type FindProof, proofsIn } from './proofs-in.js'
import { rightsVersionOf } from './rights.js'
import { fingerprint, randomSecret } from './secrets.js'
import type { SessionDeps } from './sessions.js'

export interface TokenView {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  /** The last day it works; null: until it is revoked. */
  readonly expiresOn: string | null
  readonly usedOn: string | null
}

export interface TokenWish {
  readonly name: string
  readonly expiresOn: string | null
}

/** One user may hold so many; more is a script that forgot the ones it made. */
const most = 100

/** A secret that acts as its owner; this is the only time it can be seen. */
export async function createToken(
  deps: SessionDeps,
  actor: Actor,
  { name, expiresOn }: TokenWish,
): Promise<{ readonly id: string; readonly token: string }> {
  assertExpiry(expiresOn, todayOf(deps.clock))
  const token = `dj_${randomSecret()}`
  const id = deps.ids()
  await deps.database.transaction(async (tx) => {
    const [count] = await tx.query('select count(*) as held from dj_token where user_id = ?', [actor.id])
    if (Number(count?.held) >= most)
      throw new InvalidError('too-many-tokens', { zh: `令牌最多 ${most} 个。`, en: `At most ${most} tokens.` })
    const columns = 'id, user_id, name, secret_hash, created_at, expires_on'
    await tx.execute(`insert into dj_token (${columns}) values (?, ?, ?, ?, ?, ?)`, [
      id,
      actor.id,
      name,
      fingerprint(token),
      instantOf(deps.clock),
      expiresOn,
    ])
  })
  return { id, token }
}

/** Finds tokens by their fingerprints, with the versions that hold now, in one statement. */
export function tokensIn(database: Database): FindProof {
  return proofsIn(database, { table: 'dj_token', columns: 'd.expires_on, d.used_on' })
}

export async function recogniseToken(deps: SessionDeps, find: FindProof, token: string): Promise<Recognised | undefined> {
  if (!/^dj_[A-Za-z0-9_-]{43}$/.test(token)) return undefined
  const row = await find(fingerprint(token))
  const today = todayOf(deps.clock)
  if (row === undefined || (typeof row.expires_on === 'string' && row.expires_on < today)) return undefined
  if (row.used_on !== today) await deps.database.execute('update dj_token set used_on = ? where id = ?', [today, row.id])
  const proof: Proof = { kind: 'token', id: String(row.id), csrfToken: null }
  return { proof, userId: String(row.user_id), modelVersion: Number(row.model_version), rightsVersion: rightsVersionOf(row) }
}

export async function listTokens({ database }: SessionDeps, actor: Actor): Promise<readonly TokenView[]> {
  const rows = await database.query('select id, name, created_at, expires_on, used_on from dj_token where user_id = ? order by id desc', [
    actor.id,
  ])
  return rows.map(viewOf)
}

/** @throws NotFoundError for a token that is not the actor's own */
export async function revokeToken({ database }: SessionDeps, actor: Actor, id: string): Promise<void> {
  const revoked = await database.execute('delete from dj_token where id = ? and user_id = ?', [id, actor.id])
  if (revoked === 0) throw new NotFoundError()
}

function assertExpiry(expiresOn: string | null, today: string): void {
  if (expiresOn === null || (isDay(expiresOn) && expiresOn >= today)) return
  const message = { zh: '到期日须为今天或以后的日期。', en: 'The last day must be a date, today or later.' }
  throw new InvalidError('bad-expiry', message, { errors: [{ at: 'expiresOn', code: 'bad-expiry', message }] })
}

function viewOf(row: Row): TokenView {
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value))
  return {
    id: String(row.id),
    name: String(row.name),
    createdAt: String(row.created_at),
    expiresOn: text(row.expires_on),
    usedOn: text(row.used_on),
  }
}
