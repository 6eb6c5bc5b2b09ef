import { BaseEntity, EntitySchema, type EntitySchemaColumnOptions } from 'typeorm'
import type { Dialect, DialectName } from './dialect.js'

type Kind = 'id' | 'whole' | 'text' | 'instant' | 'json'

/** What operators may look at in their console, read-only; whatever is secret is simply not a column here. */
const tables: Readonly<
  Record<string, { readonly table: string; readonly columns: Readonly<Record<string, Kind>>; readonly key?: readonly string[] }>
> = {
  ModelVersion: {
    table: 'dj_model_version',
    key: ['number'],
    columns: { number: 'whole', note: 'text', created_at: 'instant', created_by: 'id' },
  },
  SchemaStep: {
    table: 'dj_schema_journal',
    columns: {
      id: 'id',
      model_version: 'whole',
      step_no: 'whole',
      statement: 'text',
      state: 'text',
      error: 'text',
      started_at: 'instant',
      finished_at: 'instant',
    },
  },
  OutboxEntry: {
    table: 'dj_outbox',
    columns: {
      id: 'id',
      topic: 'text',
      state: 'text',
      attempts: 'whole',
      note: 'text',
      once_key: 'text',
      run_at: 'instant',
      created_at: 'instant',
      sent_at: 'instant',
      lease_until: 'instant',
      finished_at: 'instant',
    },
  },
  InboxEntry: { table: 'dj_inbox', key: ['consumer', 'event_id'], columns: { consumer: 'text', event_id: 'text', done_at: 'instant' } },
  JobRun: {
    table: 'dj_job_run',
    columns: {
      id: 'id',
      job: 'text',
      kind: 'text',
      state: 'text',
      attempts: 'whole',
      progress: 'whole',
      rows: 'id',
      error: 'text',
      owner_id: 'id',
      started_at: 'instant',
      finished_at: 'instant',
      expires_at: 'instant',
    },
  },
  AuditEntry: {
    table: 'dj_audit',
    columns: {
      id: 'id',
      at: 'instant',
      actor_id: 'id',
      actor_label: 'text',
      acts_as: 'text',
      via: 'text',
      action: 'text',
      resource: 'text',
      record_id: 'id',
      note: 'text',
      request_id: 'text',
    },
  },
}

const typeNames = {
  mysql: { id: 'bigint', whole: 'int', text: 'text', instant: 'datetime', json: 'json' },
  postgres: { id: 'bigint', whole: 'integer', text: 'text', instant: 'timestamptz', json: 'json' },
} as const

/**
 * The platform's own tables as TypeORM entities, for `@adminjs/typeorm` (which needs classes with active-record methods). New classes
 * each time: a class belongs to one connection.
 */
export function systemTables({ name: dialect }: Dialect): readonly EntitySchema[] {
  return Object.entries(tables).map(([name, { table, columns, key = ['id'] }]) => {
    const described = Object.entries(columns).map(([column, kind]) => [column, columnOptions(dialect, kind, key.includes(column))] as const)
    return new EntitySchema({
      name,
      target: { [name]: class extends BaseEntity {} }[name] as never,
      tableName: table,
      columns: Object.fromEntries(described) as never,
    })
  })
}

function columnOptions(dialect: DialectName, kind: Kind, isKey: boolean): EntitySchemaColumnOptions {
  return { type: typeNames[dialect][kind], primary: isKey, nullable: !isKey }
}
