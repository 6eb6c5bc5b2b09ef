import 'reflect-metadata'
import mysql from 'mysql2'
import pg from 'pg'
import { DataSource, type EntitySchema } from 'typeorm'
import { castValue } from './mysql-values.js'
import { postgresTypes } from './postgres-types.js'

export interface ServerOptions {
  readonly url: string
  readonly poolSize: number
  readonly statementMs: number
  readonly lockWaitMs: number
  readonly connectMs: number
}

/** Nothing here lets TypeORM touch a schema. */
const never = { synchronize: false, migrationsRun: false, dropSchema: false, logging: false } as const

type Entities = readonly EntitySchema[]

/** How values travel: text in UTF-8, instants in UTC, nothing wide as a JS number; an UPDATE tells how many rows it found. */
const mysqlValues = {
  charset: 'utf8mb4_bin',
  timezone: 'Z',
  supportBigNumbers: true,
  bigNumberStrings: true,
  dateStrings: true,
} as const
const mysqlConnection = { decimalNumbers: false, idleTimeout: 60_000, flags: ['FOUND_ROWS'] }

/** Operators look at a table now and then. */
const consoleConnections = 2

/** For the operators' console alone, which wants values cast one by one. */
export function mysqlDataSource(options: ServerOptions, entities: Entities): DataSource {
  return new DataSource({
    ...never,
    ...mysqlValues,
    type: 'mysql',
    driver: { ...mysql, createPool: (config: mysql.PoolOptions) => withSettings(mysql.createPool(config), options) },
    url: options.url,
    entities: [...entities],
    connectTimeout: options.connectMs,
    poolSize: consoleConnections,
    extra: { ...mysqlConnection, typeCast: castValue, maxIdle: consoleConnections },
  })
}

/**
 * For everything else; the driver casts whole columns, which halves what reading a row costs, and sends several statements of a transaction
 * at once (each of them checked to be one).
 */
export function mysqlPool(options: ServerOptions): mysql.Pool {
  const { url: uri, poolSize: connectionLimit, connectMs: connectTimeout } = options
  const lending = { connectionLimit, maxIdle: connectionLimit, connectTimeout }
  const config = { uri, ...lending, jsonStrings: true, multipleStatements: true, ...mysqlValues, ...mysqlConnection }
  return withSettings(mysql.createPool(config), options)
}

/** Every connection, the first one too, is set up before its first statement. */
function withSettings(pool: mysql.Pool, { lockWaitMs }: ServerOptions): mysql.Pool {
  const settings = [
    "time_zone = '+00:00'",
    `sql_mode = '${sqlMode}'`,
    `innodb_lock_wait_timeout = ${Math.ceil(lockWaitMs / 1_000)}`,
    'group_concat_max_len = 1048576',
  ]
  pool.on('connection', (connection) => {
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', ignoreDropped)
    connection.query(`SET SESSION ${settings.join(', ')}`, ignoreDropped)
  })
  return pool
}

const sqlMode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION'

export function postgresDataSource(options: ServerOptions, entities: Entities): DataSource {
  return new DataSource({
    ...never,
    type: 'postgres',
    driver: pg,
    url: options.url,
    entities: [...entities],
    installExtensions: false,
    poolSize: options.poolSize,
    connectTimeoutMS: options.connectMs,
    poolErrorHandler: ignoreDropped,
    extra: {
      types: postgresTypes,
      options: `-c TimeZone=UTC -c lock_timeout=${options.lockWaitMs} -c statement_timeout=${options.statementMs}`,
    },
  })
}

/** TypeORM over the embedded pool: it believes that it made it. */
export function embeddedDataSource(pool: pg.Pool, entities: Entities): DataSource {
  const driver = { Pool: givenBy(pool) }
  return new DataSource({
    ...never,
    type: 'postgres',
    driver,
    entities: [...entities],
    installExtensions: false,
    poolErrorHandler: ignoreDropped,
  })
}

/** TypeORM calls it with `new`, so it is no arrow. */
function givenBy(pool: pg.Pool): () => pg.Pool {
  return function given() {
    return pool
  }
}

function ignoreDropped(): void {}
