/** Makes what a first start begins with: the demo company with its story played to the end, as a folder and as a backup. Run at build time. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '#config'
import { demoStory } from '../resources/demo/story.js'
import { backUp } from './cli/backup.js'
import { writeDemoMark } from './demo-mark.js'
import { dayIn } from './kernel/clock.js'
import { actorAs } from './permissions/platform-actor.js'
import { openPlatform, type Platform } from './platform.js'
import { type PlayedStep, play, storyClock } from './play.js'
import { prepareEmbeddedQueue } from './queue/postgres-broker.js'
import { createTemplate } from './store/embedded/create-template.js'

const dayMs = 86_400_000

/**
 * @param path    a folder that is not there yet
 * @param backup  the same company as a file, for databases that are servers
 */
export async function makeDemoTemplate(path: string, backup: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'danju-template-'))
  const settings = readSettings({ DATA_DIR: scratch, LOG_LEVEL: 'error', SECRET_KEY: 'only for making the template, kept nowhere' })
  const clock = storyClock(settings.timeZone, Date.now() - 100 * dayMs)
  // The story ends yesterday: its last hours must not lie ahead of those who work here first, nor must its ids.
  const today = dayIn(settings.timeZone, Date.now() - dayMs)
  await createTemplate(path, async (opened) => {
    const platform = await openPlatform({ settings, clock, opened })
    await prepareEmbeddedQueue(opened.pool)
    await play(platform, clock, { steps: demoStory() as readonly PlayedStep[], today })
    await settleDown(platform, today)
    await backUp(platform, backup)
  })
  rmSync(scratch, { recursive: true, force: true })
}

/** What the story left for jobs to do is done by now, but for looking at alerts, which the first start does itself. */
async function settleDown(platform: Platform, today: string): Promise<void> {
  await platform.database.execute('DELETE FROM dj_outbox')
  await writeDemoMark(platform.database, { today, lastId: platform.ids() })
  const context = platform.contextFor(actorAs(platform.models.current(), 'admin', { login: 'story', name: '系统', via: 'seed' }))
  const { page } = await platform.records.list(context, 'order', { size: 1, count: 'exact' })
  if ((page.total ?? 0) < 100) throw new Error(`the demo company has only ${page.total} orders`)
}
