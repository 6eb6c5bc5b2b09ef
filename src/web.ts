/** `npm start`: reads the environment, opens the platform and does what its ROLE says. */
import { readSettings } from '#config'
import { openChannel } from './cli/channel.js'
import { inWords } from './cli/words.js'
import { templateFor } from './demo-folder.js'
import { prepareFirstStart } from './first-start.js'
import { openPlatform, type Platform } from './platform.js'
import { redisSignals } from './queue/redis-signals.js'
import { openRooms } from './rooms.js'
import { serve } from './serve.js'
import { work } from './work.js'

interface Ending {
  readonly name: string
  close(): Promise<unknown>
}

async function start(): Promise<void> {
  const startedAt = performance.now()
  const settings = readSettings(process.env)
  const signals = settings.redisUrl === undefined ? undefined : redisSignals(settings.redisUrl)
  const platform = await openPlatform({ settings, ...(signals === undefined ? {} : { signals }), ...templateFor(settings) })
  const endings: Ending[] = [
    { name: 'database', close: () => platform.close() },
    ...(signals === undefined ? [] : [{ name: 'signals', close: () => signals.close() }]),
  ]
  endOnSignals(platform, endings)
  const welcome = await prepareFirstStart(platform)
  if (welcome !== null) process.stdout.write(`${welcome}\n`)
  await doRole(platform, endings)
  platform.logger.info({ ms: Math.round(performance.now() - startedAt), world: settings.world, role: settings.role }, 'started')
}

/** What was opened last is closed first: no request, then no job, then no database. */
async function doRole(platform: Platform, endings: Ending[]): Promise<void> {
  const { role } = platform.settings
  const rooms = await openRooms(platform)
  endings.unshift({ name: 'rooms', close: () => rooms.close() })
  const channel = await openChannel(platform)
  if (channel !== undefined) endings.unshift({ name: 'channel', close: () => channel.close() })
  if (role !== 'web') {
    const queue = await work(platform, rooms)
    endings.unshift({ name: 'queue', close: () => queue.stop() })
  }
  if (role === 'worker') return
  const listening = await serve(platform, rooms)
  endings.unshift({ name: 'web', close: () => listening.close() })
  process.stdout.write(`\n  ${listening.url}/admin\n\n`)
}

/** Long enough for running work to end, short enough for an operator to wait. */
const limitMs = 20_000

function endOnSignals({ logger }: Platform, endings: readonly Ending[]): void {
  let ending = false
  const end = async (): Promise<void> => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(1), limitMs).unref()
    for (const one of endings) await one.close().catch((error: unknown) => logger.error({ err: error }, `closing ${one.name} failed`))
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end())
}

start().catch((error: unknown) => {
  process.stderr.write(`${inWords(error)}\n`)
  process.exit(1)
})
