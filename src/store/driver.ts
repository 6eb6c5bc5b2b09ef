import type { StatementOptions } from './database.js'
import type { Dialect } from './dialect.js'

export interface Outcome {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly affected: number
}

/** One connection, in somebody's hands. Errors are the driver's own. */
export interface Connection {
  run(sql: string, parameters: readonly unknown[], options: StatementOptions): Promise<Outcome>
  /** Rows in batches; the connection is busy until the last one was taken. */
  stream(sql: string, parameters: readonly unknown[]): AsyncIterable<Readonly<Record<string, unknown>>>
  /** @param isBroken  throw it away instead of giving it back */
  release(isBroken?: boolean): void
}

/** What a family of databases offers; `databaseOver` makes a Database of it. */
export interface Driver {
  readonly dialect: Dialect
  readonly embedded: boolean
  connect(): Promise<Connection>
  /** Holds a lock under this name among all processes while `work` runs. */
  exclusively<T>(name: string, work: () => Promise<T>): Promise<T>
  end(): Promise<void>
}
