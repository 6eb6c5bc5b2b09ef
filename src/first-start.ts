/** What a start has to do once: bring in the demo company, move its story up to today, and let somebody in. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { migrations } from '../migrations/index.js'
import { projectedTables } from './cli/restore.js'
import { demoBackup } from './demo-folder.js'
import { todayOf } from './kernel/clock.js'
import { actorAs } from './permissions/platform-actor.js'
import type { Platform } from './platform.js'
import { enqueueNow } from './records/writing/outbox.js'
import { shiftDemo } from './shift-demo.js'
import { checkBackup } from './store/backup/backup-file.js'
import { restoreBackup } from './store/backup/restore-backup.js'
import { assertWhole, isOwnMark } from './store/backup/restore-mark.js'

/**
 * One process at a time: of several that start together one prepares, and the others find it done.
 * @returns what to tell the operator, once; null when somebody could sign in already
 * @throws ConflictError `half-restored` when a restore stopped half-way
 */
export function prepareFirstStart(platform: Platform): Promise<string | null> {
  return platform.database.exclusively('first-start', () => prepare(platform))
}

async function prepare(platform: Platform): Promise<string | null> {
  const { database, models, clock } = platform
  const [found] = await database.query('SELECT user_id FROM dj_credential LIMIT 1')
  if (found === undefined) await bringDemo(platform)
  await assertWhole(database)
  if (found !== undefined) return null
  // Only before anybody could sign in: it moves every day there is, and what people wrote stays where it is.
  await shiftDemo(database, models.current(), todayOf(clock))
  const password = platform.settings.demoPassword ?? randomBytes(9).toString('base64url')
  const logins = await giveEverybody(platform, password)
  await enqueueNow(platform, [
    { job: 'raise-stock-alerts', payload: {} },
    { job: 'watch-due-orders', payload: {} },
  ])
  return welcome(platform, logins, password)
}

/** A server's database has no folder to copy; an embedded one got the company with its folder. */
async function bringDemo({ database, settings }: Platform): Promise<void> {
  if (settings.world === 'embedded' || !settings.demo || !existsSync(demoBackup)) return
  const [somebody] = await database.query(`SELECT id FROM ${database.dialect.quote('user')} LIMIT 1`)
  if (somebody !== undefined && !(await isOwnMark(database, await checkBackup(demoBackup)))) return
  await restoreBackup(database, { file: demoBackup, migrations: migrations.map(({ name }) => name), projected: projectedTables })
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
