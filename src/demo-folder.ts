/** What the build leaves of the demo company: a folder that an embedded database starts from, and a backup for a server's. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '#config'

const template = join(import.meta.dirname, '..', 'template')

/** For servers; may be missing when only the code was compiled. */
export const demoBackup = join(import.meta.dirname, '..', 'demo', 'company.ndjson.gz')

/** What a new folder begins with, in the shape of `openPlatform`'s option. */
export function templateFor(settings: Pick<Settings, 'world' | 'demo'>): { readonly template?: string } {
  return settings.world === 'embedded' && settings.demo && existsSync(template) ? { template } : {}
}
