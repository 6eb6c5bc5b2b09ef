/** The surfaces of a web process: the API and the screens over one port. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { createAdmin, warmAdmin } from './admin/admin.js'
import { createConsole } from './admin/console/console.js'
import { createApi } from './api/api.js'
import { createDocs } from './api/docs.js'
import { verdictOn } from './api/status.js'
import type { Listening } from './http/listen.js'
import { createWebApp, type Mount } from './http/web-app.js'
import { actorAs } from './permissions/platform-actor.js'
import type { Platform } from './platform.js'
import type { Rooms } from './rooms.js'

/** Where the build puts the screens and the operators' console. */
const screensFolder = join(import.meta.dirname, '..', 'admin-assets')
const consoleFolder = join(import.meta.dirname, '..', 'console-assets')

/** Listens. AdminJS is loaded afterwards, so that nobody waits for it who asks for data. */
export async function serve(platform: Platform, rooms: Rooms): Promise<Listening> {
  const { settings, accounts, models, clock, logger, database, records, signals } = platform
  const api = createApi({ accounts, records, ports: rooms.ports, database, clock, signals })
  const web = createWebApp({
    settings,
    accounts,
    models,
    clock,
    logger,
    metrics: new Registry(),
    ready: readiness(platform),
    verdictOn,
    mounts: [api, createDocs(), ...screens(platform)],
    home: '/admin',
  })
  const listening = await web.listen()
  void warmAdmin().catch((error: unknown) => logger.error({ err: error }, 'the screens could not be loaded'))
  return listening
}

/** A process that was built without screens serves data alone. */
function screens({ opened, clock }: Platform): readonly Mount[] {
  return [
    ...(existsSync(screensFolder) ? [createAdmin({ assetsFolder: screensFolder, timeZone: clock.zone })] : []),
    ...(existsSync(consoleFolder) ? [createConsole({ source: opened.source, assetsFolder: consoleFolder })] : []),
  ]
}

/** Ready is when records can be read: the first resource there is, by the platform's own role. */
function readiness({ records, models, contextFor }: Platform): () => Promise<void> {
  return async () => {
    const context = contextFor(actorAs(models.current(), 'platform', { login: 'readiness', name: 'readiness', via: 'job' }))
    const [resource] = Object.values(context.model.resources).filter((one) =>
      one.grants.some((grant) => grant.role === 'platform' && grant.can.includes('read')),
    )
    if (resource !== undefined) await records.list(context, resource.name, { size: 1, count: 'none' })
  }
}
