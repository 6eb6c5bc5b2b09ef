/** Wires the rooms; the only file that sees them all. What a process then does (serve, work, both) is decided by `web.ts`. */
import { type Logger, pino } from 'pino'
import { type Settings, secretKeyFor } from '#config'
import { migrations } from '../migrations/index.js'
import { definitions } from '../resources/index.js'
import { type Accounts, createAccounts } from './accounts/accounts.js'
import { assertAssignment, assertStillAdministered } from './accounts/assignment-rules.js'
import { assertLoginAlone } from './accounts/login-rules.js'
import { bumpRights, touchedBy } from './accounts/rights.js'
import type { Definitions } from './define/definitions.js'
import { settleDerived } from './design/derive.js'
import { createDesign, type Design } from './design/design.js'
import { loadModels, type Models } from './design/models.js'
import { projectRoles } from './design/role-rows.js'
import { prepareTables } from './design/schema.js'
import { type Clock, instantOf, systemClock } from './kernel/clock.js'
import { type Ids, idsFrom } from './kernel/ids.js'
import { localSignals, type Signals } from './kernel/signals.js'
import type { Actor } from './permissions/actor.js'
import type { Context, Records } from './records/door.js'
import { createReading } from './records/reading/reading.js'
import type { OnWrite, WritingDeps } from './records/writing/act.js'
import { createWriting } from './records/writing/writing.js'
import type { Database } from './store/database.js'
import type { EmbeddedOptions } from './store/embedded/options.js'
import { migrate } from './store/migrate.js'
import { openDatabase } from './store/open-database.js'
import type { OpenDatabase } from './store/opened.js'
import { checkServer } from './store/server-check.js'

export interface PlatformOptions {
  readonly settings: Settings
  readonly definitions?: Definitions
  readonly clock?: Clock
  readonly logger?: Logger
  readonly signals?: Signals
  /** 0 ≤ x < 1, for ids. Two platforms with one clock and one sequence draw the same ids. */
  readonly random?: () => number
  /** A prepared folder that a new embedded database starts from. */
  readonly template?: string
  /** A database that is open already; the platform closes it all the same. */
  readonly opened?: OpenDatabase
}

/** The rooms below the surfaces, open and ready. */
export interface Platform {
  readonly settings: Settings
  readonly opened: OpenDatabase
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly signals: Signals
  readonly logger: Logger
  readonly models: Models
  readonly records: Records
  readonly accounts: Accounts
  readonly design: Design
  /** An act as somebody, with the Model of now. */
  contextFor(actor: Actor, requestId?: string): Context
  close(): Promise<void>
}

/**
 * Opens the database, brings the platform's tables and those of the Model up to date, and opens the door.
 * @throws UnavailableError when a server does not answer or the definitions do not compile · ConflictError when the folder is in use
 */
export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  const ground = await groundOf(options)
  const { database, clock, ids } = ground
  for (const { code, message } of await checkServer(database)) ground.logger.warn({ code }, `${message.zh} ${message.en}`)
  await migrate(database, migrations, clock)
  const models = await loadModels(database, options.definitions ?? definitions)
  await prepareTables({ database, clock, ids }, models.current())
  await settleDerived({ database, clock }, models.current())
  const roles = { model: models.current(), ids, at: instantOf(clock) }
  // Several processes start at once, and each would insert the same names.
  await database.exclusively('roles', () => database.transaction((tx) => projectRoles(tx, roles)))
  return wired(ground, models, options)
}

type Ground = Pick<Platform, 'settings' | 'opened' | 'database' | 'clock' | 'ids' | 'signals' | 'logger'>

async function groundOf(options: PlatformOptions): Promise<Ground> {
  const { settings, clock = systemClock(options.settings.timeZone), signals = localSignals() } = options
  const logger = options.logger ?? pino({ level: settings.logLevel })
  const opened = options.opened ?? (await openDatabase({ url: settings.databaseUrl, embedded: embeddedOptions(options, logger) }))
  return { settings, opened, database: opened.database, clock, ids: idsFrom(clock, options.random), signals, logger }
}

function embeddedOptions({ settings, template }: PlatformOptions, logger: Logger): EmbeddedOptions {
  const onNotice: EmbeddedOptions['onNotice'] = ({ code, message, details }) =>
    logger.warn({ code, ...details }, `${message.zh} ${message.en}`)
  return { folder: settings.dataDir, onNotice, ...(template === undefined ? {} : { template }) }
}

function wired(ground: Ground, models: Models, { settings }: PlatformOptions): Platform {
  const { database, clock, ids, signals } = ground
  const readingIn: WritingDeps['readingIn'] = (sql, known) => createReading({ database: sql, clock, ...(known && { known }) })
  const records = { ...readingIn(database), ...createWriting({ database, clock, ids, signals, onWrite, readingIn }) }
  const model = () => models.current()
  const accounts = createAccounts({ database, clock, ids, model, records, secretKey: settings.secretKey ?? secretKeyFor(settings) })
  const design = createDesign({ database, clock, ids, signals, models, assertLivable: assertStillAdministered, random: Math.random })
  const contextFor = (actor: Actor, requestId = 'platform'): Context => ({ model: models.current(), actor, requestId, guard: null })
  return { ...ground, models, records, accounts, design, contextFor, close: () => database.close() }
}

/** Rights follow what is written of users, their roles and departments, in the same transaction. */
const onWrite: OnWrite = async (tx, context, written) => {
  const assigning = { ...written, model: context.model, actor: context.actor }
  await assertAssignment(tx, assigning)
  await assertLoginAlone(tx, assigning)
  const touched = touchedBy(written)
  if (touched === 'everybody' || touched.length > 0) await bumpRights(tx, touched)
}
