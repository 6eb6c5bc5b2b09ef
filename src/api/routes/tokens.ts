import { z } from 'zod'
import type { Accounts } from '../../accounts/accounts.js'
import { parseBody } from '../body.js'
import { get, post, remove } from '../make-route.js'
import { type Call, emptyAnswer, type JsonAnswer, jsonAnswer, type Route } from '../route.js'
import { assertSignedIn } from '../signed-in.js'
import { created, noContent, ok } from '../status.js'

const wish = z.strictObject({ name: z.string().trim().min(1).max(100), expiresOn: z.string().max(30).nullish() })

/** Tokens for scripts and outside systems; each acts as its owner and is shown once. */
export function tokenRoutes(accounts: Accounts): readonly Route[] {
  return [
    get('/tokens', { summary: 'My tokens' }, async ({ act }) =>
      jsonAnswer(ok, { data: await accounts.tokens.list(act.actor), next: null }),
    ),
    post('/tokens', { summary: 'Make a token', once: false }, (call) => make(accounts, call)),
    remove('/tokens/:id', { summary: 'Revoke a token' }, async (call) => {
      await accounts.tokens.revoke(call.act.actor, call.id())
      return emptyAnswer(noContent)
    }),
  ]
}

async function make(accounts: Accounts, { act, body }: Call): Promise<JsonAnswer> {
  assertSignedIn({ act })
  const { name, expiresOn = null } = parseBody(wish, body)
  return jsonAnswer(created, await accounts.tokens.create(act.actor, { name, expiresOn }))
}
