import type { Model, ResourceModel } from '../../compile/model.js'
import type { StoredRow } from '../../compile/stored-row.js'
import type { Scope } from '../../expressions/scope.js'
import type { Value } from '../../expressions/value.js'
import { type Clock, instantOf, todayOf } from '../../kernel/clock.js'
import { NotFoundError } from '../../kernel/errors.js'
import type { Ids } from '../../kernel/ids.js'
import { oncePer } from '../../kernel/once-per.js'
import type { Signals } from '../../kernel/signals.js'
import type { Actor } from '../../permissions/actor.js'
import type { Database, Sql, Transaction } from '../../store/database.js'
import { Loader } from '../../store/rows/loader.js'
import type { KnownCells } from '../../store/rows/read-cells.js'
import type { Context, Reading } from '../door.js'

export interface WritingDeps {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly signals: Signals
  /** Told of every head that is written, in the transaction that writes it; may refuse by throwing. */
  readonly onWrite: OnWrite
  /** Reads as an actor, inside the transaction it is given. @param known  rows that need not be asked for */
  readonly readingIn: (sql: Sql, known?: KnownCells) => Reading
}

/** A record before and after; null where it was not, or is no more. */
export interface Written {
  readonly resource: string
  readonly before: StoredRow | null
  readonly after: StoredRow | null
}

export type OnWrite = (tx: Transaction, context: Context, written: Written) => Promise<void>

/** One write from its first lock to its commit: everything it needs, and one instant for all it stamps. */
export interface Act {
  readonly context: Context
  readonly model: Model
  readonly actor: Actor
  readonly tx: Transaction
  readonly ids: Ids
  readonly signals: Signals
  readonly at: string
  readonly today: string
  readonly rows: Loader
  readonly onWrite: OnWrite
  readonly answers: Readonly<Record<string, Value>>
}

export function beginAct(deps: WritingDeps, context: Context, tx: Transaction): Act {
  const { clock, ids, signals, onWrite } = deps
  const rows = new Loader(tx, context.model)
  return {
    context,
    model: context.model,
    actor: context.actor,
    tx,
    ids,
    signals,
    at: instantOf(clock),
    today: todayOf(clock),
    rows,
    onWrite,
    answers: {},
  }
}

/** What expressions may read beside the row. */
export const environmentOf = oncePer(
  (act: Act): Omit<Scope, 'read' | 'rows'> => ({
    actor: act.actor,
    today: act.today,
    now: act.at,
    answer: (name) => act.answers[name] ?? null,
  }),
)

/** @throws NotFoundError for a name that is no resource */
export function resourceIn(model: Model, name: string): ResourceModel {
  const resource = Object.hasOwn(model.resources, name) ? model.resources[name] : undefined
  if (resource === undefined) throw new NotFoundError()
  return resource
}
