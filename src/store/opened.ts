import type pg from 'pg'
import type { DataSource } from 'typeorm'
import type { Database } from './database.js'

export interface OpenDatabase {
  readonly database: Database
  /** TypeORM's connection, with the platform's own tables as entities (for the operators' console). */
  readonly source: DataSource
  /** Embedded and PostgreSQL: what BullMQ's PostgreSQL backend may share. */
  readonly pool?: pg.Pool
}
