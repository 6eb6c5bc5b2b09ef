/**
 * Room `accounts`: who somebody is, and how they prove it. Users and their roles are records; passwords, second factors, sessions and
 * tokens live in tables of their own, only as hashes or sealed. May import `records/` and below; rooms beside it never.
 */
import type { Model } from '../compile/model.js'
import type { Clock } from '../kernel/clock.js'
import type { Ids } from '../kernel/ids.js'
import type { Actor } from '../permissions/actor.js'
import type { Context, Records } from '../records/door.js'
import type { Database } from '../store/database.js'
import { type ActorQuestion, actorsFrom } from './actor-for.js'
import { createUser, type NewUser, setPassword } from './create-user.js'
import { findByLogin } from './credentials.js'
import { type Look, lookAs } from './look-as.js'
import { confirmOtp, forgetOtp, isOtpOn, type OtpProof, removeOtp, startOtp } from './otp.js'
import { argonHasher, type Hasher } from './passwords.js'
import { changePreferences, readPreferences } from './preferences.js'
import type { Proof, Recognised } from './proof.js'
import { type Reset, resetPassword } from './reset-password.js'
import { keyringOf } from './secrets.js'
import {
  endSession,
  forgetEndedSessions,
  listSessions,
  type OpenedSession,
  recogniseSession,
  type SessionView,
  sessionsIn,
  type Visitor,
} from './sessions.js'
import { type Attempt, changePassword, type PasswordChange, type SignedIn, signIn } from './sign-in.js'
import { throttleOn } from './throttle.js'
import { createToken, listTokens, recogniseToken, revokeToken, type TokenView, type TokenWish, tokensIn } from './tokens.js'

export interface AccountsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  /** The Model of now. */
  readonly model: () => Model
  readonly records: Pick<Records, 'create'>
  readonly secretKey: string
  /** Argon2id unless a test counts who reaches it. */
  readonly hasher?: Hasher
}

export interface Accounts {
  /** Undefined for a secret that is unknown, ended or revoked. */
  recognise(kind: Proof['kind'], secret: string): Promise<Recognised | undefined>
  /** Undefined when there is no such user or it is not active. */
  actorFor(question: ActorQuestion): Promise<Actor | undefined>
  /** Somebody else as an actor that only looks, and sees only what the viewer may see too; audited. Undefined like `actorFor`. */
  lookAs(look: Look): Promise<Actor | undefined>
  /** The id of an existing user. */
  userByLogin(model: Model, login: string): Promise<string | null>
  signIn(attempt: Attempt): Promise<SignedIn>
  changePassword(actor: Actor, change: PasswordChange, visitor: Visitor): Promise<OpenedSession>
  /** Without asking for the old one; for the command line and the demo. */
  setPassword(userId: string, password: string): Promise<void>
  /** A random one for somebody else, by who manages users. */
  resetPassword(reset: Reset): Promise<string>
  createUser(context: Context, user: NewUser, checks?: boolean): Promise<{ readonly id: string }>
  readonly sessions: {
    list(actor: Actor, proof: Proof): Promise<readonly SessionView[]>
    end(actor: Actor, id: string): Promise<void>
  }
  readonly tokens: {
    list(actor: Actor): Promise<readonly TokenView[]>
    create(actor: Actor, wish: TokenWish): Promise<{ readonly id: string; readonly token: string }>
    revoke(actor: Actor, id: string): Promise<void>
  }
  readonly otp: {
    isOn(actor: Actor): Promise<boolean>
    start(actor: Actor): Promise<{ readonly secret: string; readonly uri: string }>
    confirm(actor: Actor, code: string, address: string): Promise<readonly string[]>
    remove(actor: Actor, proof: OtpProof): Promise<void>
    /** Without asking for a code; for the command line. */
    forget(userId: string): Promise<void>
  }
  readonly preferences: {
    get(actor: Actor): Promise<Readonly<Record<string, unknown>>>
    change(actor: Actor, changes: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>
  }
  /** Ended sessions and spent throttles; for a nightly job. */
  forgetEnded(): Promise<{ readonly sessions: number; readonly throttles: number }>
}

export function createAccounts(deps: AccountsDeps): Accounts {
  const { database, clock, model } = deps
  const throttle = throttleOn(database, clock)
  const actorFor = actorsFrom(database)
  const [findToken, findSession] = [tokensIn(database), sessionsIn(database)]
  const all = { ...deps, hasher: deps.hasher ?? argonHasher(), keyring: keyringOf(deps.secretKey), throttle, actorFor, model }
  return {
    recognise: (kind, secret) => (kind === 'token' ? recogniseToken(all, findToken, secret) : recogniseSession(all, findSession, secret)),
    actorFor,
    lookAs: (look) => lookAs(all, look),
    userByLogin: async (of, login) => (await findByLogin(database, of, login))?.userId ?? null,
    signIn: (attempt) => signIn(all, attempt),
    changePassword: (actor, change, visitor) => changePassword(all, actor, change, visitor),
    setPassword: (userId, password) => setPassword(all, userId, password),
    resetPassword: (reset) => resetPassword(all, reset),
    createUser: (context, user, checks) => createUser(all, context, user, checks),
    sessions: { list: (actor, proof) => listSessions(all, actor, proof), end: (actor, id) => endSession(all, actor, id) },
    tokens: {
      list: (actor) => listTokens(all, actor),
      create: (actor, wish) => createToken(all, actor, wish),
      revoke: (actor, id) => revokeToken(all, actor, id),
    },
    otp: {
      isOn: (actor) => isOtpOn(all, actor),
      start: (actor) => startOtp(all, actor),
      confirm: (actor, code, address) => confirmOtp(all, actor, code, address),
      remove: (actor, proof) => removeOtp(all, actor, proof),
      forget: (userId) => forgetOtp(database, userId),
    },
    preferences: {
      get: (actor) => readPreferences(database, actor),
      change: (actor, changes) => changePreferences(database, actor, changes),
    },
    forgetEnded: async () => ({ sessions: await forgetEndedSessions(all), throttles: await throttle.forgetEnded() }),
  }
}
