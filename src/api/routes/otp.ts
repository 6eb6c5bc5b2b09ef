import { z } from 'zod'
import type { Accounts } from '../../accounts/accounts.js'
import { clientAddress } from '../../http/client-address.js'
import { parseBody, shortText } from '../body.js'
import { get, post, remove } from '../make-route.js'
import { emptyAnswer, jsonAnswer, type Route } from '../route.js'
import { assertSignedIn } from '../signed-in.js'
import { noContent, ok } from '../status.js'

const confirmation = z.strictObject({ code: shortText })
const removal = z.strictObject({ password: shortText.optional(), code: shortText.optional() })

/** The second factor: asked for, confirmed with a first code, taken away with the password or a code. */
export function otpRoutes(accounts: Accounts): readonly Route[] {
  return [
    get('/otp', { summary: 'Is the second factor on?' }, async ({ act }) => jsonAnswer(ok, { on: await accounts.otp.isOn(act.actor) })),
    post('/otp', { summary: 'Begin a second factor', once: false }, async ({ act }) => {
      assertSignedIn({ act })
      return jsonAnswer(ok, await accounts.otp.start(act.actor))
    }),
    post('/otp/confirm', { summary: 'Confirm the second factor', once: false }, async ({ act, body, request }) => {
      assertSignedIn({ act })
      const { code } = parseBody(confirmation, body)
      return jsonAnswer(ok, { recoveryCodes: await accounts.otp.confirm(act.actor, code, clientAddress(request)) })
    }),
    remove('/otp', { summary: 'Remove the second factor', body: 'json' }, async ({ act, body, request }) => {
      assertSignedIn({ act })
      const { password = null, code = null } = parseBody(removal, body)
      await accounts.otp.remove(act.actor, { password, code, address: clientAddress(request) })
      return emptyAnswer(noContent)
    }),
  ]
}
