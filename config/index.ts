// The environment, read and validated once. Imports nothing of the platform; the rooms are handed what they need of it.
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Environment, environment } from './schema.js'
import type { Settings } from './settings.js'
import { SettingsError } from './settings-error.js'
import { type Variable, variables } from './variables.js'

export { secretKeyFor } from './secret-key.js'
export type { EmbeddedSettings, ServersSettings, Settings } from './settings.js'
export { type SettingProblem, SettingsError } from './settings-error.js'

/**
 * Reads the environment into frozen settings; an empty variable counts as absent.
 * @throws SettingsError naming every wrong variable
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  const wrong = [...wrongAlone(parsed.error?.issues ?? []), ...wrongTogether(given)]
  if (parsed.data === undefined || wrong.length > 0) throw new SettingsError(problemsOf(wrong))
  return Object.freeze(settingsOf(parsed.data))
}

function wrongAlone(issues: readonly { readonly path: readonly PropertyKey[] }[]): Variable[] {
  return issues.map((issue) => issue.path[0] as Variable)
}

/** Without DATABASE_URL there is one process and no Redis; with it, Redis and a shared key are needed. */
function wrongTogether(given: Record<string, string | undefined>): Variable[] {
  const { DATABASE_URL, REDIS_URL, SECRET_KEY, ROLE, SYNC_URL, SYNC_SECRET } = given
  const checks: [Variable, boolean][] = [
    ['REDIS_URL', (DATABASE_URL === undefined) !== (REDIS_URL === undefined)],
    ['SECRET_KEY', DATABASE_URL !== undefined && SECRET_KEY === undefined],
    ['SYNC_SECRET', /^https?:/.test(SYNC_URL ?? '') && SYNC_SECRET === undefined],
    ['ROLE', DATABASE_URL === undefined && ROLE !== undefined && ROLE !== 'all'],
  ]
  return checks.filter(([, isWrong]) => isWrong).map(([name]) => name)
}

function problemsOf(wrong: readonly Variable[]) {
  const names = Object.keys(variables) as Variable[]
  return names.filter((name) => wrong.includes(name)).map((name) => ({ name, ...variables[name] }))
}

function settingsOf(values: Environment): Settings {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, SECRET_KEY: secretKey } = values
  if (databaseUrl === undefined || redisUrl === undefined || secretKey === undefined) {
    return { world: 'embedded', ...common(values, '127.0.0.1', true), role: 'all', databaseUrl: undefined, redisUrl: undefined, secretKey }
  }
  return { world: 'servers', ...common(values, '0.0.0.0', false), databaseUrl, redisUrl, secretKey }
}

function common(values: Environment, defaultHost: string, defaultDemo: boolean) {
  const dataDir = resolve(values.DATA_DIR)
  return {
    port: values.PORT,
    host: values.HOST ?? defaultHost,
    role: values.ROLE,
    dataDir,
    filesUrl: values.FILES_URL ?? pathToFileURL(join(dataDir, 'files')).href,
    baseUrl: new URL(values.BASE_URL ?? `http://localhost:${values.PORT}`).origin,
    trustProxy: values.TRUST_PROXY,
    smtpUrl: values.SMTP_URL,
    backupDir: resolve(values.BACKUP_DIR ?? join(dataDir, 'backups')),
    demo: values.DEMO ?? defaultDemo,
    demoPassword: values.DEMO_PASSWORD,
    timeZone: values.TIME_ZONE,
    logLevel: values.LOG_LEVEL,
    syncUrl: values.SYNC_URL,
    syncSecret: values.SYNC_SECRET,
    syncAllowPrivate: values.SYNC_ALLOW_PRIVATE,
  }
}
