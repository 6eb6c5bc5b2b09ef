import { randomBytes } from 'node:crypto'
import type { Model } from '../compile/model.js'
import { instantOf } from '../kernel/clock.js'
import { ForbiddenError, NotFoundError } from '../kernel/errors.js'
import type { Actor } from '../permissions/actor.js'
import { insertTrace } from '../store/work/trace.js'
import { savePassword } from './credentials.js'
import type { LookDeps } from './look-as.js'
import type { Hasher } from './passwords.js'
import { endSessionsOf } from './sessions.js'

/** For whom, by whom. */
export interface Reset {
  readonly by: Actor
  readonly userId: string
  readonly model: Model
}

/** 108 bits. */
export const randomPassword = (): string => randomBytes(13).toString('base64url')

/**
 * A random password for somebody else, shown once; ends all their sessions, and is audited. Nobody thereby becomes more than they are.
 * @throws NotFoundError for nobody, or somebody who left · ForbiddenError `own-password`, `more-rights`
 */
export async function resetPassword(deps: LookDeps & { readonly hasher: Hasher }, { by, userId, model }: Reset): Promise<string> {
  const { database, clock, ids, hasher, actorFor } = deps
  const user = await actorFor({ userId, model, via: by.via })
  if (user === undefined) throw new NotFoundError()
  if (user.id === by.id)
    throw new ForbiddenError('own-password', { zh: '请在个人设置中修改自己的密码。', en: 'Change your own password in your profile.' })
  if (user.system.some((right) => !by.system.includes(right)))
    throw new ForbiddenError('more-rights', {
      zh: '此人的权限比您多，您不能设置其密码。',
      en: 'This user holds rights that you do not have.',
    })
  const password = randomPassword()
  const hash = await hasher.hash(password)
  const at = instantOf(clock)
  await database.transaction(async (tx) => {
    await savePassword(tx, userId, hash, at)
    await endSessionsOf(tx, userId)
    await insertTrace(tx, {
      id: ids(),
      at,
      actor: by,
      action: 'reset-password',
      resource: 'user',
      facts: { user: userId },
      note: user.login,
    })
  })
  return password
}
