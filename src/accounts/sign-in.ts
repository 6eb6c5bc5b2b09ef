import type { Model } from '../compile/model.js'
import { instantOf } from '../kernel/clock.js'
import { ForbiddenError, InvalidError } from '../kernel/errors.js'
import type { Actor } from '../permissions/actor.js'
import type { ActorQuestion } from './actor-for.js'
import { type Credential, findById, findByLogin, savePassword } from './credentials.js'
import { spendCode } from './otp.js'
import { assertPassword, type Hasher } from './passwords.js'
import { otpRequired, wrongCredentials } from './refusals.js'
import { endSessionOf, endSessionsOf, type OpenedSession, openSession, type SessionDeps, type Visitor } from './sessions.js'
import type { Throttle } from './throttle.js'

export interface SignInDeps extends SessionDeps {
  readonly model: () => Model
  readonly hasher: Hasher
  readonly throttle: Throttle
  readonly actorFor: (question: ActorQuestion) => Promise<Actor | undefined>
}

export interface Attempt {
  readonly login: string
  readonly password: string
  readonly otp: string | null
  readonly visitor: Visitor
  /** The session secret the browser came with, whoever put it there. */
  readonly previous: string | null
}

export interface SignedIn extends OpenedSession {
  readonly actor: Actor
}

/**
 * Counted first, then the password, then the code. An unknown login costs the same queries and the same hash as a known one.
 * @throws UnauthenticatedError `wrong-credentials`, `otp-required` · TooManyError
 */
export async function signIn(deps: SignInDeps, attempt: Attempt): Promise<SignedIn> {
  const login = attempt.login.trim()
  await deps.throttle.take(login, attempt.visitor.address)
  const credential = await findByLogin(deps.database, deps.model(), login.slice(0, 200))
  const isRight = await deps.hasher.verify(credential?.passwordHash ?? null, attempt.password)
  if (credential === undefined || !isRight || !credential.active) throw wrongCredentials()
  await assertCode(deps, credential, attempt.otp)
  const actor = await deps.actorFor({ userId: credential.userId, model: deps.model(), via: 'screen' })
  if (actor === undefined) throw wrongCredentials()
  const session = await deps.database.transaction(async (tx) => {
    await endSessionOf(tx, attempt.previous)
    return openSession(deps, tx, credential.userId, attempt.visitor)
  })
  await deps.throttle.giveBack(login, attempt.visitor.address)
  return { ...session, actor }
}

export interface PasswordChange {
  readonly current: string
  readonly next: string
}

/** Ends every session of the user and opens a new one for who changed it. */
export async function changePassword(deps: SignInDeps, actor: Actor, change: PasswordChange, visitor: Visitor): Promise<OpenedSession> {
  await deps.throttle.take(actor.login, visitor.address)
  const credential = await findById(deps.database, deps.model(), actor.id ?? '')
  const isRight = await deps.hasher.verify(credential?.passwordHash ?? null, change.current)
  if (credential === undefined || !isRight)
    throw new ForbiddenError('wrong-password', { zh: '当前密码不正确。', en: 'The current password is not right.' })
  await deps.throttle.giveBack(actor.login, visitor.address)
  assertPassword(change.next, credential.login, 'next')
  if (change.next === change.current) throw samePassword()
  const hash = await deps.hasher.hash(change.next)
  return deps.database.transaction(async (tx) => {
    await savePassword(tx, credential.userId, hash, instantOf(deps.clock))
    await endSessionsOf(tx, credential.userId)
    return openSession(deps, tx, credential.userId, visitor)
  })
}

function samePassword(): InvalidError {
  const message = { zh: '新密码不能与当前密码相同。', en: 'The new password must not be the current one.' }
  return new InvalidError('same-password', message, { errors: [{ at: 'next', code: 'same-password', message }] })
}

async function assertCode(deps: SignInDeps, { userId, otpSecret }: Credential, otp: string | null): Promise<void> {
  if (otpSecret === null) return
  if (otp === null || otp.trim() === '') throw otpRequired()
  if (!(await spendCode(deps, userId, otpSecret, otp.trim()))) throw wrongCredentials()
}
