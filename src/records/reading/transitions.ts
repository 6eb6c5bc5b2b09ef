/** Which transitions of a record its reader may take now, and why not the others. */
import type { TransitionModel } from '../../compile/model.js'
import type { StoredRow } from '../../compile/stored-row.js'
import { holds } from '../../expressions/evaluate.js'
import type { Scope } from '../../expressions/scope.js'
import type { Expression } from '../../expressions/tree.js'
import { NotFoundError } from '../../kernel/errors.js'
import { accessFor } from '../../permissions/access.js'
import { rowsOf } from '../../permissions/rows.js'
import { readRows } from '../../store/rows/read-row.js'
import { loadScope } from '../../store/rows/read-scope.js'
import { blockedBy } from '../../workflow/verdict.js'
import type { OpenTransition } from '../door.js'
import { lookAt } from './records.js'
import type { Source } from './source.js'

/** Those the actor is granted on this very row. @throws NotFoundError when the record is not there, or not to be read */
export async function transitionsOf(source: Source, id: string): Promise<readonly OpenTransition[]> {
  if ((await lookAt(source, id)) === undefined) throw new NotFoundError()
  const [row] = await readRows(source.reader.sql, source.resource, [id])
  if (row === undefined) throw new NotFoundError()
  const granted = grantedTransitions(source)
  const scope = await scopeOf(source, row, granted)
  return granted.filter(({ rows }) => holds(rows, scope)).map(({ transition }) => openness(source, transition, scope))
}

interface Granted {
  readonly transition: TransitionModel
  /** On which rows. */
  readonly rows: Expression
}

function grantedTransitions({ reader, resource }: Source): readonly Granted[] {
  const transitions = Object.values(resource.workflow?.transitions ?? {})
  return transitions.flatMap((transition) => {
    const access = accessFor(reader.model, reader.actor, resource.name, transition.name)
    return access.grants.length === 0 ? [] : [{ transition, rows: rowsOf(access) }]
  })
}

function scopeOf({ reader, resource }: Source, row: StoredRow, granted: readonly Granted[]): Promise<Scope> {
  const { sql, model, actor, today, now } = reader
  const reads = granted.flatMap(({ transition, rows }) => (transition.requires === null ? [rows] : [rows, transition.requires]))
  return loadScope({ sql, model, actor, today, now, answers: {} }, resource, { row, reads })
}

function openness({ resource }: Source, transition: TransitionModel, scope: Scope): OpenTransition {
  const reason = blockedBy(resource, transition, scope)
  return { name: transition.name, open: reason === null, reason }
}
