import { ForbiddenError } from '../kernel/errors.js'
import type { Call } from './route.js'

/** What outlives a token is not for tokens: who steals one that ends on Friday must not lock its owner out, or make one that never ends. @throws ForbiddenError `session-required` */
export function assertSignedIn({ act }: Pick<Call, 'act'>): void {
  if (act.proof.kind === 'token')
    throw new ForbiddenError('session-required', { zh: '须登录后进行，不能用令牌。', en: 'Sign in for this; a token may not do it.' })
}
