/** Opens whatever `DATABASE_URL` names, or the embedded folder without one. */

import { openEmbedded } from './embedded/open-embedded.js'
import type { EmbeddedOptions } from './embedded/options.js'
import { openMysql, openPostgres } from './open-servers.js'
import type { OpenDatabase } from './opened.js'

export interface DatabaseOptions {
  /** mysql://, mariadb://, postgres:// or postgresql://; undefined opens the embedded folder. */
  readonly url: string | undefined
  /** Connections of a server. */
  readonly poolSize?: number
  /** Limit of a statement that brings none of its own. */
  readonly statementMs?: number
  readonly lockWaitMs?: number
  readonly connectMs?: number
  readonly embedded: EmbeddedOptions
}

/** @throws UnavailableError when a server does not answer · ConflictError `folder-in-use` when the folder is another process's */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { url } = options
  if (url === undefined) return openEmbedded(options.embedded)
  const server = { ...usual, ...definedOf(options), url }
  return /^postgres(ql)?:/.test(url) ? openPostgres(server) : openMysql({ ...server, url: url.replace(/^mariadb:/, 'mysql:') })
}

const usual = { poolSize: 20, statementMs: 60_000, lockWaitMs: 5_000, connectMs: 10_000 }

function definedOf({ poolSize, statementMs, lockWaitMs, connectMs }: DatabaseOptions): Partial<typeof usual> {
  const given = Object.entries({ poolSize, statementMs, lockWaitMs, connectMs })
  return Object.fromEntries(given.filter(([, value]) => value !== undefined))
}
