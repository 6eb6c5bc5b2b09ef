import { createHash } from 'node:crypto'
import { ConflictError, InvalidError, MalformedError } from '../kernel/errors.js'
import type { Guard } from '../records/door.js'
import type { Database, Row, Transaction } from '../store/database.js'

/** An answer that was given once and will be given again, byte for byte. */
export interface KeptAnswer {
  readonly status: number
  readonly text: string
}

/** What makes two requests the same: who, which key, where, and what was sent. */
export interface OnceKey {
  readonly userId: string
  readonly key: string
  /** `POST /records/contact`, with the parts of the path as they came. */
  readonly route: string
  /** Of the body, keys sorted: blanks and order do not make another request. */
  readonly digest: string
}

const saneKey = /^[\x21-\x7e]{1,200}$/

/** @throws MalformedError for a key no one would send by accident */
export function parseKey(header: string | undefined): string | null {
  if (header === undefined) return null
  if (saneKey.test(header)) return header
  throw new MalformedError('bad-idempotency-key', { zh: 'Idempotency-Key 格式有误。', en: 'The Idempotency-Key is malformed.' })
}

export function digestOf(body: unknown): string {
  return createHash('sha256')
    .update(Buffer.isBuffer(body) ? body : canonical(body))
    .digest('hex')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${pairs.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`
}

/**
 * The answer of the first request with this key, if it was answered.
 * @throws InvalidError `idempotency-key-reused` when that one asked for something else
 */
export async function findKept(database: Database, once: OnceKey): Promise<KeptAnswer | undefined> {
  const sql = 'select route, digest, status, body from dj_idempotency where user_id = ? and request_key = ?'
  const [row] = await database.query(sql, [once.userId, once.key])
  if (row === undefined) return undefined
  if (row.route !== once.route || row.digest !== once.digest) throw reused()
  return { status: Number(row.status), text: String(row.body) }
}

export class KeyTakenError extends ConflictError {
  constructor() {
    super('in-flight', { zh: '同一请求正在处理。', en: 'The same request is being carried out.' })
  }
}

/**
 * Holds the key from before the work until its commit: whoever comes with the same key waits at the unique key, then finds the answer.
 * Nothing is kept when the work fails, because nothing was done.
 */
export function guardOf(database: Database, once: OnceKey & { readonly now: string }, answer: (result: unknown) => KeptAnswer): Guard {
  const mine = [once.userId, once.key]
  return {
    begin: async (tx) => {
      const sql = 'insert into dj_idempotency (user_id, request_key, route, digest, status, body, created_at) values (?, ?, ?, ?, 0, ?, ?)'
      await tx.execute(sql, [...mine, once.route, once.digest, '', once.now]).catch((error: unknown) => {
        throw database.dialect.isDuplicateKey(error) === undefined ? error : new KeyTakenError()
      })
    },
    end: async (tx: Transaction, result: Row) => {
      const { status, text } = answer(result)
      await tx.send('update dj_idempotency set status = ?, body = ? where user_id = ? and request_key = ?', [status, text, ...mine])
    },
  }
}

/** Keys are kept long enough for any client to have given up. @returns how many were forgotten */
export async function forgetKeys(database: Database, olderThan: string): Promise<number> {
  return database.execute('delete from dj_idempotency where created_at < ?', [olderThan])
}

function reused(): InvalidError {
  return new InvalidError('idempotency-key-reused', {
    zh: '这个 Idempotency-Key 已用于另一请求。',
    en: 'This Idempotency-Key was used for another request.',
  })
}
