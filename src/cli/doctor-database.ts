import { migrations } from '../../migrations/index.js'
import { assertWhole } from '../store/backup/restore-mark.js'
import { currentTables } from '../store/current-tables.js'
import { checkServer } from '../store/server-check.js'
import type { Ground } from './command.js'
import type { Check, Finding } from './finding.js'

const good = (zh: string, en: string): Finding => ({ level: 'ok', text: { zh, en } })

export const databaseChecks: readonly Check[] = [
  { name: { zh: '数据库', en: 'Database' }, look: answers },
  { name: { zh: '服务器设置', en: 'Server settings' }, look: durable },
  { name: { zh: '迁移', en: 'Migrations' }, look: migrated },
  { name: { zh: '任务', en: 'Jobs' }, look: jobsMove },
]

async function answers({ database, settings }: Ground): Promise<readonly Finding[]> {
  await database.ping()
  await assertWhole(database)
  const kind = database.embedded ? settings.dataDir : database.dialect.name
  return [good(`可连接（${kind}）`, `answers (${kind})`)]
}

async function durable({ database }: Ground): Promise<readonly Finding[]> {
  const warnings = await checkServer(database)
  if (warnings.length > 0) return warnings.map(({ message }) => ({ level: 'trouble', text: message }))
  return [good('已确认的数据不会因崩溃丢失', 'a crash loses nothing that was acknowledged')]
}

async function migrated({ database }: Ground): Promise<readonly Finding[]> {
  const isNew = (await currentTables(database, 'dj_migration')).length === 0
  const applied = new Set(isNew ? [] : (await database.query('SELECT name FROM dj_migration')).map(({ name }) => String(name)))
  const due = migrations.filter(({ name }) => !applied.has(name)).map(({ name }) => name)
  if (due.length === 0) return [good(`${applied.size} 个，均已执行`, `${applied.size}, all applied`)]
  const text = { zh: '有待执行的迁移，下次启动时执行', en: 'some are due and will be applied at the next start' }
  return [{ level: 'trouble', text, details: due }]
}

/** A job that is due for so long waits for a worker that is not there. */
const longestLagMs = 10 * 60_000

async function jobsMove({ database, clock }: Ground): Promise<readonly Finding[]> {
  const now = new Date(clock.now()).toISOString()
  const late = new Date(clock.now() - longestLagMs).toISOString()
  const [due] = await database.query("SELECT COUNT(*) AS n, MIN(run_at) AS oldest FROM dj_outbox WHERE state = 'new' AND run_at <= ?", [
    now,
  ])
  const parked = await database.query("SELECT topic, COUNT(*) AS n FROM dj_outbox WHERE state = 'parked' GROUP BY topic ORDER BY topic")
  const isLate = typeof due?.oldest === 'string' && due.oldest < late
  const waiting: Finding = isLate
    ? {
        level: 'trouble',
        text: { zh: `${due.n} 个到期未执行，最早 ${due.oldest}`, en: `${due.n} due and not begun, the oldest since ${due.oldest}` },
      }
    : good(`${due?.n ?? 0} 个等待执行`, `${due?.n ?? 0} waiting`)
  if (parked.length === 0) return [waiting]
  const text = { zh: '有任务多次失败后停放，请处理', en: 'some were parked after failing and wait for somebody to look' }
  return [waiting, { level: 'trouble', text, details: parked.map((row) => `${row.topic}: ${row.n}`) }]
}
