import type { Request, RequestHandler } from 'express'
import type { Accounts } from '../accounts/accounts.js'
import { type Act, actOf, rememberAct } from '../http/act.js'
import { ForbiddenError, MalformedError, NotFoundError } from '../kernel/errors.js'
import { isId } from '../kernel/ids.js'
import type { Actor } from '../permissions/actor.js'
import type { Route } from './route.js'

/** Names the user with whose eyes the caller wants to look. */
export const viewAsHeader = 'X-View-As'

/**
 * From here on the request is somebody else's who may only look, and sees only what the caller may see too.
 * MalformedError on a route that is not for it, ForbiddenError without the right, NotFoundError for a user who cannot act.
 */
export function lookWithEyes({ accounts }: { readonly accounts: Pick<Accounts, 'lookAs'> }, route: Route): RequestHandler {
  return async (request, response, next) => {
    const userId = request.get(viewAsHeader)
    if (userId === undefined) return next()
    const act = actOf(request)
    assertMayLook(act, route, userId)
    const other = await accounts.lookAs({ viewer: act.actor, proof: act.proof, userId, model: act.model })
    if (other === undefined) throw new NotFoundError()
    response.vary(viewAsHeader)
    replaceActor(request, act, other)
    next()
  }
}

function assertMayLook({ actor }: Act, { viewAs }: Route, userId: string): void {
  if (!actor.system.includes('viewAs')) throw new ForbiddenError('forbidden', { zh: '您没有这项权限。', en: 'You do not have this right.' })
  if (viewAs && isId(userId)) return
  throw new MalformedError('view-as', {
    zh: 'X-View-As 须为用户编号，且只能用于查看单据。',
    en: 'X-View-As takes the id of a user, and only where records are read.',
  })
}

function replaceActor(request: Request, act: Act, actor: Actor): void {
  rememberAct(request, { ...act, actor, context: { ...act.context, actor } })
}
