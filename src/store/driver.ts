import type { Dialect } from './dialect.js'

export interface Outcome {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly affected: number
}

export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
  /** See `StatementOptions`. */
  readonly timeoutMs?: number | undefined
}

/** One connection, in somebody's hands. Errors are the driver's own. */
export interface Connection {
  run(statement: Statement): Promise<Outcome>
  /** One after the other, in as few turns to the server as it can; what stands behind the first that fails is left out. */
  runAll(statements: readonly Statement[]): Promise<readonly Outcome[]>
  /** Rows in batches; the connection is busy until the last one was taken. */
  stream(statement: Statement): AsyncIterable<Readonly<Record<string, unknown>>>
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
