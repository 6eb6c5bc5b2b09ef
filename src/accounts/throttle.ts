import type { Clock } from '../kernel/clock.js'
import { TooManyError } from '../kernel/errors.js'
import type { Row, Sql } from '../store/database.js'
import { fingerprint } from './secrets.js'

/**
 * Counts tries at credentials in SQL, so that all processes count together. A try is counted before the password is looked at, by the
 * account it is for and by the address it comes from; nothing else the caller sends is part of a key. With the counter out of reach no
 * credential can be checked either, so there is nothing to insure against.
 */
export interface Throttle {
  /** @throws TooManyError when either has used up its tries */
  take(account: string, address: string): Promise<void>
  /** The try was right: the account starts anew, the address gets this try back. */
  giveBack(account: string, address: string): Promise<void>
  /** For the nightly clean-up. */
  forgetEnded(): Promise<number>
}

interface Limit {
  readonly key: string
  readonly points: number
}

const windowMs = 10 * 60_000
/** An account: ten tries. An address: more, because an office shares one. */
const accountPoints = 10
const addressPoints = 60

export function throttleOn(sql: Sql, clock: Clock): Throttle {
  return {
    take: async (account, address) => {
      const limits = limitsOf(account, address)
      await assertOpen(sql, clock, limits)
      for (const limit of limits) await count(sql, clock, limit.key)
      await assertOpen(
        sql,
        clock,
        limits.map(({ key, points }) => ({ key, points: points + 1 })),
      )
    },
    giveBack: async (account, address) => {
      const [first, second] = limitsOf(account, address)
      await sql.execute('delete from dj_throttle where name = ?', [first.key])
      await sql.execute('update dj_throttle set points = points - 1 where name = ? and points > 0', [second.key])
    },
    forgetEnded: () => sql.execute('delete from dj_throttle where expires_at < ?', [isoOf(clock.now())]),
  }
}

/** Logins are kept as fingerprints: people type passwords into the wrong box. */
function limitsOf(account: string, address: string): readonly [Limit, Limit] {
  const login = fingerprint(account.trim().toLowerCase()).slice(0, 40)
  return [
    { key: `account:${login}`, points: accountPoints },
    { key: `address:${fingerprint(address).slice(0, 40)}`, points: addressPoints },
  ]
}

/** Every limit still has a point left. */
async function assertOpen(sql: Sql, clock: Clock, limits: readonly Limit[]): Promise<void> {
  const marks = limits.map(() => '?').join(', ')
  const rows = await sql.query(`select name, points, expires_at from dj_throttle where name in (${marks}) and expires_at > ?`, [
    ...limits.map(({ key }) => key),
    isoOf(clock.now()),
  ])
  const spent = rows.filter((row) => limits.some(({ key, points }) => key === row.name && Number(row.points) >= points))
  if (spent.length > 0) throw tooMany(spent, clock.now())
}

/** One statement, so that two tries at the same moment are two. The window begins with its first try and does not move. */
async function count(sql: Sql, clock: Clock, key: string): Promise<void> {
  const { quote, onConflictUpdate } = sql.dialect
  const now = clock.now()
  const own = (column: string) => `${quote('dj_throttle')}.${quote(column)}`
  const isOver = `${own('expires_at')} <= ?`
  const assign = {
    points: `case when ${isOver} then 1 else ${own('points')} + 1 end`,
    expires_at: `case when ${isOver} then ? else ${own('expires_at')} end`,
  }
  const end = isoOf(now + windowMs)
  const statement = `insert into dj_throttle (name, points, expires_at) values (?, 1, ?) ${onConflictUpdate(['name'], [], assign)}`
  await sql.execute(statement, [key, end, isoOf(now), isoOf(now), end])
}

function tooMany(spent: readonly Row[], now: number): TooManyError {
  const until = Math.max(...spent.map((row) => Date.parse(String(row.expires_at))))
  return new TooManyError(
    'too-many-tries',
    { zh: '尝试次数过多，请稍后再试。', en: 'Too many tries; please wait a while.' },
    Math.max(1, (until - now) / 1_000),
  )
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}
