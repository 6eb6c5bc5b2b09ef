export interface EmbeddedOptions {
  /** The platform's data folder; the database takes `database/`, `snapshots/` and `database.lock` in it. */
  readonly folder: string
  /** A folder made by `createTemplate`, copied at the first start; without one PostgreSQL's initdb runs in a child process. */
  readonly template?: string
  /** Commits reach the disk before they are answered; off only where the data may be lost. */
  readonly durable?: boolean
  readonly sharedBuffersMb?: number
  /** Limit of one statement; the engine is stopped and opened again when one runs longer. */
  readonly statementMs?: number
  /** A transaction that sends nothing for so long is rolled back. */
  readonly idleTransactionMs?: number
  /** `false`: none. */
  readonly snapshots?: SnapshotPlan | false
  /** Things an operator should know. */
  readonly onNotice?: (notice: EmbeddedNotice) => void
}

export interface SnapshotPlan {
  readonly everyMs: number
  readonly keep: number
}

export interface EmbeddedNotice {
  readonly code: 'restored-from-snapshot' | 'engine-restarted' | 'snapshot-failed' | 'upkeep-failed'
  readonly message: { readonly zh: string; readonly en: string }
  readonly details: Readonly<Record<string, unknown>>
}

export type EmbeddedSettings = Required<EmbeddedOptions>

export function settingsOf(options: EmbeddedOptions): EmbeddedSettings {
  return { ...usual, ...options }
}

const hourMs = 3_600_000

const usual = {
  template: '',
  durable: true,
  sharedBuffersMb: 16,
  statementMs: 30_000,
  idleTransactionMs: 60_000,
  snapshots: { everyMs: hourMs, keep: 3 },
  onNotice: () => {},
}
