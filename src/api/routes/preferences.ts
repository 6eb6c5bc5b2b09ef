import type { Accounts } from '../../accounts/accounts.js'
import { parseBody, plainObject } from '../body.js'
import { get, patch } from '../make-route.js'
import { jsonAnswer, type Route } from '../route.js'
import { ok } from '../status.js'

/** What the screens remember for a user: language, columns, saved views. */
export function preferenceRoutes(accounts: Accounts): readonly Route[] {
  return [
    get('/preferences', { summary: 'My preferences' }, async ({ act }) => jsonAnswer(ok, await accounts.preferences.get(act.actor))),
    patch('/preferences', { summary: 'Change my preferences; null takes one away' }, async ({ act, body }) =>
      jsonAnswer(ok, await accounts.preferences.change(act.actor, parseBody(plainObject, body))),
    ),
  ]
}
