import { existsSync } from 'node:fs'
import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { findDemoMark } from '../demo-mark.js'
import { patientRedis } from '../queue/redis-broker.js'
import type { Ground } from './command.js'
import type { Check, Finding } from './finding.js'

export const hostChecks: readonly Check[] = [
  { name: { zh: 'Redis', en: 'Redis' }, look: redisAnswers },
  { name: { zh: '磁盘', en: 'Disk' }, look: diskHasRoom },
  { name: { zh: '密钥', en: 'Secret key' }, look: keyIsKept },
  { name: { zh: '演示数据', en: 'Demo data' }, look: demoIsThere },
]

const patienceMs = 5_000

async function redisAnswers({ settings }: Ground): Promise<readonly Finding[]> {
  if (settings.redisUrl === undefined)
    return [{ level: 'ok', text: { zh: '嵌入式运行，不需要', en: 'not needed with the embedded database' } }]
  const redis = patientRedis(settings.redisUrl)
  redis.on('error', () => {})
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), patienceMs).unref())
  const [answer, policy] = (await Promise.race([Promise.all([redis.ping(), redis.config('GET', 'maxmemory-policy')]), late])) ?? []
  redis.disconnect()
  if (answer !== 'PONG')
    return [{ level: 'trouble', text: { zh: '没有应答；任务会等待，数据不受影响', en: 'no answer; jobs wait, no data is at risk' } }]
  const isSafe = Array.isArray(policy) && policy[1] === 'noeviction'
  if (!isSafe) return [{ level: 'note', text: { zh: '建议设置 maxmemory-policy noeviction', en: 'maxmemory-policy should be noeviction' } }]
  return [{ level: 'ok', text: { zh: '可连接', en: 'answers' } }]
}

const leastFreeBytes = 1_073_741_824

async function diskHasRoom({ settings: { dataDir } }: Ground): Promise<readonly Finding[]> {
  if (!existsSync(dataDir)) return [{ level: 'note', text: { zh: `${dataDir} 尚不存在`, en: `${dataDir} is not there yet` } }]
  const { bavail, bsize } = await statfs(dataDir)
  const free = bavail * bsize
  const size = `${(free / leastFreeBytes).toFixed(1)} GB`
  const text = { zh: `${dataDir} 剩余 ${size}`, en: `${size} free in ${dataDir}` }
  return [{ level: free < leastFreeBytes ? 'trouble' : 'ok', text }]
}

/** Of the environment it was checked when the settings were read. */
async function keyIsKept({ settings: { secretKey, dataDir } }: Ground): Promise<readonly Finding[]> {
  if (secretKey !== undefined) return [{ level: 'ok', text: { zh: '来自环境变量', en: 'comes from the environment' } }]
  const file = join(dataDir, 'secret-key')
  if (!existsSync(file)) return [{ level: 'note', text: { zh: '首次启动时生成', en: 'will be made at the first start' } }]
  const isOpen = ((await stat(file)).mode & 0o077) !== 0
  if (isOpen) return [{ level: 'trouble', text: { zh: `${file} 可被他人读取`, en: `others can read ${file}` } }]
  return [{ level: 'ok', text: { zh: `${file}（请另行备份）`, en: `${file} (keep a copy elsewhere)` } }]
}

async function demoIsThere({ database }: Ground): Promise<readonly Finding[]> {
  const mark = await findDemoMark(database)
  if (mark === undefined) return [{ level: 'ok', text: { zh: '没有', en: 'none' } }]
  return [{ level: 'note', text: { zh: '有；正式使用前执行 demo:erase', en: 'is there; run demo:erase before real work begins' } }]
}
