/** Makes the folder that a first start begins with: an empty database, or the demo company with its story played to the end. Run at build time. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '#config'
import { demoStory } from '../resources/demo/story.js'
import { writeDemoMark } from './demo-mark.js'
import { todayOf } from './kernel/clock.js'
import { actorAs } from './permissions/platform-actor.js'
import { openPlatform, type Platform } from './platform.js'
import { type PlayedStep, play, storyClock } from './play.js'
import { prepareEmbeddedQueue } from './queue/postgres-broker.js'
import { createTemplate } from './store/embedded/create-template.js'

const dayMs = 86_400_000

/** @param path  a folder that is not there yet */
export async function makeDemoTemplate(path: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'danju-template-'))
  const settings = readSettings({ DATA_DIR: scratch, LOG_LEVEL: 'error', SECRET_KEY: 'only for making the template, kept nowhere' })
  const clock = storyClock(settings.timeZone, Date.now() - 100 * dayMs)
  const today = todayOf({ zone: settings.timeZone, now: () => Date.now() })
  await createTemplate(path, async (opened) => {
    const platform = await openPlatform({ settings, clock, opened })
    await prepareEmbeddedQueue(opened.pool)
    await play(platform, clock, { steps: demoStory() as readonly PlayedStep[], today })
    await settleDown(platform, today)
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
