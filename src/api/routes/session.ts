import { z } from 'zod'
import type { Accounts } from '../../accounts/accounts.js'
import { clientAddress } from '../../http/client-address.js'
import type { SessionCookie } from '../../http/cookies.js'
import type { Actor } from '../../permissions/actor.js'
import { parseBody, shortText } from '../body.js'
import { get, post, remove } from '../make-route.js'
import { type Call, emptyAnswer, type JsonAnswer, jsonAnswer, type Route } from '../route.js'
import { noContent, ok } from '../status.js'

const credentials = z.strictObject({ login: shortText, password: shortText, otp: shortText.optional() })

/** Signing in and out, and the list of where one is signed in. */
export function sessionRoutes(accounts: Accounts, cookie: SessionCookie): readonly Route[] {
  return [
    post('/session', { summary: 'Sign in', access: 'anybody', once: false }, (call) => signIn(accounts, cookie, call)),
    get('/session', { summary: 'Who am I' }, async ({ act }) =>
      jsonAnswer(ok, { user: userOf(act.actor), csrfToken: act.proof.csrfToken, rights: act.actor.system, roles: rolesOf(act) }),
    ),
    remove('/session', { summary: 'Sign out' }, async ({ act }) => {
      if (act.proof.kind === 'session') await accounts.sessions.end(act.actor, act.proof.id)
      return { ...emptyAnswer(noContent), cookie: null }
    }),
    get('/sessions', { summary: 'Where I am signed in' }, async ({ act }) =>
      jsonAnswer(ok, { data: await accounts.sessions.list(act.actor, act.proof), next: null }),
    ),
    remove('/sessions/:id', { summary: 'Sign out elsewhere' }, async (call) => {
      await accounts.sessions.end(call.act.actor, call.id())
      return emptyAnswer(noContent)
    }),
  ]
}

async function signIn(accounts: Accounts, cookie: SessionCookie, { request, body }: Call): Promise<JsonAnswer> {
  const { login, password, otp = null } = parseBody(credentials, body)
  const visitor = { address: clientAddress(request), agent: request.get('user-agent') ?? '' }
  const signedIn = await accounts.signIn({ login, password, otp, visitor, previous: cookie.read(request) ?? null })
  return { ...jsonAnswer(ok, { user: userOf(signedIn.actor), csrfToken: signedIn.csrfToken }), cookie: signedIn.secret }
}

/** What a person calls their roles. */
const rolesOf = ({ actor, context }: Call['act']) =>
  actor.roles.flatMap((name) => (context.model.roles[name] === undefined ? [] : [{ name, label: context.model.roles[name].label }]))

function userOf({ id, login, name, roles, locale }: Actor): Readonly<Record<string, unknown>> {
  return { id, login, name, roles, locale }
}
