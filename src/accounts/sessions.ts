import { type Clock, instantOf } from '../kernel/clock.js'
import { NotFoundError } from '../kernel/errors.js'
import type { Ids } from '../kernel/ids.js'
import type { Actor } from '../permissions/actor.js'
import type { Database, Row, Sql } from '../store/database.js'
import type { Proof, Recognised } from './proof.js'
import { type FindProof, proofsIn } from './proofs-in.js'
import { rightsVersionOf } from './rights.js'
import { fingerprint, type Keyring, randomSecret } from './secrets.js'

const hour = 3_600_000
/** Ends after so long without a request, and after so long in any case. */
const idleMs = 12 * hour
const longestMs = 7 * 24 * hour
/** Being seen is written down no more often than this: reading should not write. */
const seenEveryMs = hour / 4

export interface Visitor {
  readonly address: string
  readonly agent: string
}

export interface OpenedSession {
  /** For the cookie; kept nowhere. */
  readonly secret: string
  readonly csrfToken: string
}

export interface SessionView {
  readonly id: string
  readonly createdAt: string
  readonly seenAt: string
  readonly address: string
  readonly agent: string
  readonly current: boolean
}

export interface SessionDeps {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly keyring: Keyring
}

/** A new session has a new id always: what was in the browser before the sign-in is worth nothing after it. */
export async function openSession(deps: SessionDeps, tx: Sql, userId: string, visitor: Visitor): Promise<OpenedSession> {
  const secret = randomSecret()
  const now = deps.clock.now()
  const at = instantOf(deps.clock)
  const columns = 'id, secret_hash, user_id, created_at, seen_at, expires_at, address, agent'
  const values = [
    deps.ids(),
    fingerprint(secret),
    userId,
    at,
    at,
    isoOf(now + longestMs),
    visitor.address.slice(0, 100),
    visitor.agent.slice(0, 200),
  ]
  await tx.execute(`insert into dj_session (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?)`, values)
  return { secret, csrfToken: deps.keyring.csrfTokenFor(secret) }
}

/** Finds sessions by the fingerprints of their secrets, with the versions that hold now, in one statement. */
export function sessionsIn(database: Database): FindProof {
  return proofsIn(database, { table: 'dj_session', columns: 'd.seen_at, d.expires_at' })
}

/** The live session of a secret. */
export async function recogniseSession(deps: SessionDeps, find: FindProof, secret: string): Promise<Recognised | undefined> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) return undefined
  const row = await find(fingerprint(secret))
  if (row === undefined || !isLive(row, deps.clock.now())) return undefined
  await noteSeen(deps, row)
  const proof: Proof = { kind: 'session', id: String(row.id), csrfToken: deps.keyring.csrfTokenFor(secret) }
  return { proof, userId: String(row.user_id), modelVersion: Number(row.model_version), rightsVersion: rightsVersionOf(row) }
}

export async function listSessions({ database, clock }: SessionDeps, actor: Actor, proof: Proof): Promise<readonly SessionView[]> {
  const columns = 'id, created_at, seen_at, expires_at, address, agent'
  const rows = await database.query(`select ${columns} from dj_session where user_id = ? order by seen_at desc, id desc`, [actor.id])
  return rows.filter((row) => isLive(row, clock.now())).map((row) => viewOf(row, proof))
}

/** @throws NotFoundError for a session that is not the actor's own */
export async function endSession({ database }: SessionDeps, actor: Actor, id: string): Promise<void> {
  const ended = await database.execute('delete from dj_session where id = ? and user_id = ?', [id, actor.id])
  if (ended === 0) throw new NotFoundError()
}

export async function endSessionsOf(tx: Sql, userId: string): Promise<void> {
  await tx.execute('delete from dj_session where user_id = ?', [userId])
}

/** Whatever was signed in with this cookie before is signed out. */
export async function endSessionOf(tx: Sql, secret: string | null): Promise<void> {
  if (secret !== null) await tx.execute('delete from dj_session where secret_hash = ?', [fingerprint(secret)])
}

/** For the nightly clean-up. @returns how many were forgotten */
export async function forgetEndedSessions({ database, clock }: Pick<SessionDeps, 'database' | 'clock'>): Promise<number> {
  const now = clock.now()
  return database.execute('delete from dj_session where expires_at < ? or seen_at < ?', [isoOf(now), isoOf(now - idleMs)])
}

async function noteSeen({ database, clock }: SessionDeps, row: Row): Promise<void> {
  if (clock.now() - msOf(row.seen_at) < seenEveryMs) return
  await database.execute('update dj_session set seen_at = ? where id = ?', [instantOf(clock), row.id])
}

function isLive(row: Row, now: number): boolean {
  return msOf(row.expires_at) > now && now - msOf(row.seen_at) < idleMs
}

function viewOf(row: Row, proof: Proof): SessionView {
  const { id, created_at, seen_at, address, agent } = row
  const current = proof.kind === 'session' && proof.id === String(id)
  return { id: String(id), createdAt: String(created_at), seenAt: String(seen_at), address: String(address), agent: String(agent), current }
}

function msOf(instant: unknown): number {
  return Date.parse(String(instant))
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}
