import type { Accounts } from '../../accounts/accounts.js'
import { ForbiddenError, MalformedError } from '../../kernel/errors.js'
import { isId } from '../../kernel/ids.js'
import { get } from '../make-route.js'
import type { Explaining } from '../ports.js'
import { type Call, type JsonAnswer, jsonAnswer, type Route } from '../route.js'
import { ok } from '../status.js'

/** Which grant decided. About oneself anybody may ask; about others who holds the right `explain`. */
export function explainRoutes(explaining: Explaining, accounts: Pick<Accounts, 'userByLogin'>): readonly Route[] {
  return [
    get('/explain', { summary: 'Why, or why not', query: ['user', 'action', 'resource', 'id'] }, (call) =>
      explain(explaining, accounts, call),
    ),
  ]
}

async function explain(explaining: Explaining, accounts: Pick<Accounts, 'userByLogin'>, { act, query }: Call): Promise<JsonAnswer> {
  const asked = query.text('user') ?? act.actor.id ?? ''
  const isOwn = asked === act.actor.id || asked === act.actor.login
  if (!isOwn && !act.actor.system.includes('explain'))
    throw new ForbiddenError('forbidden', { zh: '您没有这项权限。', en: 'You do not have this right.' })
  const user = isOwn ? act.actor.id : isId(asked) ? asked : await accounts.userByLogin(act.model, asked)
  const [action, resource] = [query.text('action'), query.text('resource')]
  if (action === undefined || resource === undefined) throw incomplete()
  return jsonAnswer(ok, await explaining.explain(act.context, { user: user ?? '0', action, resource, id: query.text('id') ?? null }))
}

function incomplete(): MalformedError {
  return new MalformedError('bad-query', { zh: '须指明 action 和 resource。', en: 'Say action and resource.' })
}
