import type { Model } from '../compile/model.js'
import { type Clock, instantOf } from '../kernel/clock.js'
import { ConflictError, InvalidError } from '../kernel/errors.js'
import type { Actor } from '../permissions/actor.js'
import type { Database, Sql } from '../store/database.js'
import { findById } from './credentials.js'
import type { Hasher } from './passwords.js'
import { wrongCredentials } from './refusals.js'
import type { Keyring } from './secrets.js'
import type { Throttle } from './throttle.js'
import { newRecoveryCodes, newTotpSecret, recoveryFingerprint, stepOf, totpUri } from './totp.js'

export interface OtpDeps {
  readonly database: Database
  readonly clock: Clock
  readonly model: () => Model
  readonly keyring: Keyring
  readonly hasher: Hasher
  readonly throttle: Throttle
}

export interface OtpProof {
  readonly password: string | null
  readonly code: string | null
  readonly address: string
}

export async function isOtpOn({ database }: Pick<OtpDeps, 'database'>, actor: Actor): Promise<boolean> {
  const [row] = await database.query('select otp_secret from dj_credential where user_id = ?', [actor.id])
  return typeof row?.otp_secret === 'string'
}

/** A secret that counts only once a first code has confirmed it; asking again begins anew. */
export async function startOtp(
  { database, keyring, clock }: OtpDeps,
  actor: Actor,
): Promise<{ readonly secret: string; readonly uri: string }> {
  const secret = newTotpSecret()
  const replace = database.dialect.onConflictUpdate(['user_id'], ['otp_pending'])
  const values = [actor.id, keyring.seal(secret), instantOf(clock)]
  if (await isOtpOn({ database }, actor))
    throw new ConflictError('otp-on', { zh: '两步验证已开启。', en: 'The second factor is already on.' })
  await database.execute(`insert into dj_credential (user_id, otp_pending, changed_at) values (?, ?, ?) ${replace}`, values)
  return { secret, uri: totpUri(secret, actor.login) }
}

/** @throws InvalidError `wrong-code` */
export async function confirmOtp(
  { database, keyring, clock, throttle }: OtpDeps,
  actor: Actor,
  code: string,
  address: string,
): Promise<readonly string[]> {
  await throttle.take(actor.login, address)
  const codes = newRecoveryCodes()
  await database.transaction(async (tx) => {
    const [row] = await tx.query(`select otp_pending from dj_credential where user_id = ? ${tx.dialect.forUpdate}`, [actor.id])
    const sealed = typeof row?.otp_pending === 'string' ? row.otp_pending : null
    const step = sealed === null ? undefined : stepOf(keyring.open(sealed), code, clock.now())
    if (step === undefined) throw wrongCode()
    await tx.execute('update dj_credential set otp_secret = otp_pending, otp_pending = null, otp_step = ? where user_id = ?', [
      step,
      actor.id,
    ])
    await replaceRecoveryCodes(tx, actor.id, codes)
  })
  await throttle.giveBack(actor.login, address)
  return codes
}

/** Needs the password or a code: a browser left open is not enough. */
export async function removeOtp(deps: OtpDeps, actor: Actor, { password, code, address }: OtpProof): Promise<void> {
  const { database, model, hasher, throttle } = deps
  await throttle.take(actor.login, address)
  const credential = await findById(database, model(), actor.id ?? '')
  const isOwner = password !== null && (await hasher.verify(credential?.passwordHash ?? null, password))
  const isRight =
    isOwner || (code !== null && credential?.otpSecret != null && (await spendCode(deps, credential.userId, credential.otpSecret, code)))
  if (!isRight) throw wrongCredentials()
  await forgetOtp(database, actor.id)
  await throttle.giveBack(actor.login, address)
}

/** For somebody who lost both phone and recovery codes; an operator has made sure who asks. */
export async function forgetOtp(database: Database, userId: string | null): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.execute('update dj_credential set otp_secret = null, otp_pending = null, otp_step = null where user_id = ?', [userId])
    await replaceRecoveryCodes(tx, userId, [])
  })
}

/** True once for each code: a step is taken by comparing and setting, a recovery code by deleting it. */
export async function spendCode(
  deps: Pick<OtpDeps, 'database' | 'keyring' | 'clock'>,
  userId: string,
  sealed: string,
  code: string,
): Promise<boolean> {
  const step = stepOf(deps.keyring.open(sealed), code, deps.clock.now())
  if (step !== undefined) {
    const sql = 'update dj_credential set otp_step = ? where user_id = ? and (otp_step is null or otp_step < ?)'
    return (await deps.database.execute(sql, [step, userId, step])) === 1
  }
  const sql = 'delete from dj_recovery_code where user_id = ? and code_hash = ?'
  return (await deps.database.execute(sql, [userId, recoveryFingerprint(code)])) === 1
}

async function replaceRecoveryCodes(tx: Sql, userId: string | null, codes: readonly string[]): Promise<void> {
  await tx.execute('delete from dj_recovery_code where user_id = ?', [userId])
  for (const code of codes)
    await tx.execute('insert into dj_recovery_code (user_id, code_hash) values (?, ?)', [userId, recoveryFingerprint(code)])
}

function wrongCode(): InvalidError {
  const message = { zh: '验证码不正确。', en: 'The code is not right.' }
  return new InvalidError('wrong-code', message, { errors: [{ at: 'code', code: 'wrong-code', message }] })
}
