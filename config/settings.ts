interface CommonSettings {
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  readonly role: 'all' | 'web' | 'worker'
  /** An absolute path. */
  readonly dataDir: string
  /** `file://` a folder that all processes share. */
  readonly filesUrl: string
  /** Where people reach the platform: an origin, no slash at its end. */
  readonly baseUrl: string
  /** How many proxies stand in front, or their networks; as Express' `trust proxy`. */
  readonly trustProxy: number | readonly string[]
  readonly smtpUrl: string | undefined
  /** An absolute path. */
  readonly backupDir: string
  readonly demo: boolean
  readonly demoPassword: string | undefined
  /** The company's own time zone, an IANA name. */
  readonly timeZone: string
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** Where connectors send records to; undefined: nowhere. */
  readonly syncUrl: string | undefined
  /** What messages of connectors are signed with. */
  readonly syncSecret: string | undefined
  /** Hosts with private addresses that connectors may call. */
  readonly syncAllowPrivate: readonly string[]
}

/** Everything in one process and one folder; nothing else is installed. */
export interface EmbeddedSettings extends CommonSettings {
  readonly world: 'embedded'
  readonly role: 'all'
  readonly databaseUrl: undefined
  readonly redisUrl: undefined
  /** Undefined: kept in the data folder, see `secretKeyFor`. */
  readonly secretKey: string | undefined
}

/** A database server and a Redis, shared by any number of processes. */
export interface ServersSettings extends CommonSettings {
  readonly world: 'servers'
  readonly databaseUrl: string
  readonly redisUrl: string
  readonly secretKey: string
}

/** What the environment says, read once, checked and frozen. */
export type Settings = EmbeddedSettings | ServersSettings
