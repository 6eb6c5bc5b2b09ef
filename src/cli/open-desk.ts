import { pino } from 'pino'
import type { Settings } from '#config'
import { templateFor } from '../demo-folder.js'
import { systemClock } from '../kernel/clock.js'
import { openPlatform, type Platform } from '../platform.js'
import { assertWhole } from '../store/backup/restore-mark.js'
import { openDatabase } from '../store/open-database.js'
import type { Command, Ground } from './command.js'

/** Opens the database for one command, and closes it whatever happens. */
export async function openDesk(settings: Settings, { needs }: Command, work: (ground: Ground) => Promise<number>): Promise<number> {
  const template = needs === 'empty' ? {} : templateFor(settings)
  const opened = await openDatabase({ url: settings.databaseUrl, embedded: { folder: settings.dataDir, ...template } })
  const { database } = opened
  // Standard output is for people and scripts; what the platform logs goes beside it.
  const logger = pino({ level: settings.logLevel === 'info' ? 'warn' : settings.logLevel }, pino.destination(2))
  let platform: Promise<Platform> | undefined
  const open = async (): Promise<Platform> => {
    await assertWhole(database)
    return openPlatform({ settings, opened, logger })
  }
  const openOnce = (): Promise<Platform> => {
    platform ??= open()
    return platform
  }
  try {
    return await work({ settings, database, clock: systemClock(settings.timeZone), platform: openOnce })
  } finally {
    await database.close()
  }
}
