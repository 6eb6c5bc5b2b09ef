import { z } from 'zod'
import type { Accounts } from '../../accounts/accounts.js'
import { clientAddress } from '../../http/client-address.js'
import { parseBody, shortText } from '../body.js'
import { post } from '../make-route.js'
import { jsonAnswer, type Route } from '../route.js'
import { assertSignedIn } from '../signed-in.js'
import { ok } from '../status.js'

const change = z.strictObject({ current: shortText, next: shortText })

/** A new password ends every other session and renews this one. */
export function passwordRoutes(accounts: Accounts): readonly Route[] {
  return [
    post('/password', { summary: 'Change my password', once: false }, async ({ act, body, request }) => {
      const visitor = { address: clientAddress(request), agent: request.get('user-agent') ?? '' }
      const { secret, csrfToken } = await accounts.changePassword(act.actor, parseBody(change, body), visitor)
      const cookie = act.proof.kind === 'session' ? { cookie: secret } : {}
      return { ...jsonAnswer(ok, { csrfToken: act.proof.kind === 'session' ? csrfToken : null }), ...cookie }
    }),
    post(
      '/users/:id/password',
      { summary: 'A new password for somebody', access: 'manageUsers', once: false, body: 'none' },
      async (call) => {
        assertSignedIn(call)
        const { actor, context } = call.act
        return jsonAnswer(ok, { password: await accounts.resetPassword({ by: actor, userId: call.id(), model: context.model }) })
      },
    ),
  ]
}
