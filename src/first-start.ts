/** What a start has to do once: bring the demo company up to today, and let somebody in. */
import { randomBytes } from 'node:crypto'
import { todayOf } from './kernel/clock.js'
import { actorAs } from './permissions/platform-actor.js'
import type { Platform } from './platform.js'
import { enqueueNow } from './records/writing/outbox.js'
import { shiftDemo } from './shift-demo.js'

/** @returns what to tell the operator, once; null when somebody could sign in already */
export async function prepareFirstStart(platform: Platform): Promise<string | null> {
  const { database, models, clock } = platform
  await shiftDemo(database, models.current(), todayOf(clock))
  const [found] = await database.query('SELECT user_id FROM dj_credential LIMIT 1')
  if (found !== undefined) return null
  const password = platform.settings.demoPassword ?? randomBytes(9).toString('base64url')
  const logins = await giveEverybody(platform, password)
  await enqueueNow(platform, [
    { job: 'raise-stock-alerts', payload: {} },
    { job: 'watch-due-orders', payload: {} },
  ])
  return welcome(platform, logins, password)
}

/** The demo's people all get the one password; without a demo there is only an administrator to begin with. */
async function giveEverybody(platform: Platform, password: string): Promise<readonly string[]> {
  const context = platform.contextFor(
    actorAs(platform.models.current(), 'admin', { login: 'platform', name: '系统', via: 'seed' }),
    'first-start',
  )
  const { data } = await platform.records.list(context, 'user', { fields: ['login'], sort: 'id', size: 200, count: 'none' })
  if (data.length === 0) {
    await platform.accounts.createUser(context, { login: 'admin', name: '管理员', roles: ['admin'], password }, false)
    return ['admin']
  }
  for (const user of data) await platform.accounts.setPassword(user.id, password)
  return data.map((user) => String(user.login))
}

function welcome({ settings }: Platform, logins: readonly string[], password: string): string {
  const shown = settings.demoPassword === undefined ? password : '（DEMO_PASSWORD）'
  return [
    '',
    '  首次启动 / First start',
    `  登录名 / Logins:   ${logins.join(', ')}`,
    `  密码 / Password:   ${shown}`,
    '  此密码只显示这一次，请登录后修改。 Shown only this once; change it after signing in.',
    '',
  ].join('\n')
}
