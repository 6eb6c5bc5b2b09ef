/** What the reader of a record may do with it now: transitions, and why not the others; whether it can be changed or removed. */
import type { GrantModel, TransitionModel } from '../../compile/model.js'
import type { StoredRow } from '../../compile/stored-row.js'
import { holds } from '../../expressions/evaluate.js'
import type { Scope } from '../../expressions/scope.js'
import type { Expression } from '../../expressions/tree.js'
import { NotFoundError } from '../../kernel/errors.js'
import { type Access, accessFor } from '../../permissions/access.js'
import { rowsOf } from '../../permissions/rows.js'
import { readRows } from '../../store/rows/read-row.js'
import { loadScope } from '../../store/rows/read-scope.js'
import { blockedBy } from '../../workflow/verdict.js'
import type { OpenActions, OpenTransition } from '../door.js'
import { lookAt } from './records.js'
import type { Source } from './source.js'

/** Those the actor is granted on this very row. @throws NotFoundError when the record is not there, or not to be read */
export async function openActionsOf(source: Source, id: string): Promise<OpenActions> {
  if ((await lookAt(source, id)) === undefined) throw new NotFoundError()
  const [row] = await readRows(source.reader.sql, source.resource, [id])
  if (row === undefined) throw new NotFoundError()
  const granted = grantedOf(source)
  const scope = await scopeOf(source, row, granted)
  const data = granted.transitions.filter(({ rows }) => holds(rows, scope)).map(({ transition }) => openness(source, transition, scope))
  return {
    data,
    can: [...(isChangeable(source, granted.update, scope) ? ['update'] : []), ...(isOpen(granted.remove, scope) ? ['remove'] : [])],
  }
}

interface Granted {
  readonly transitions: readonly {
    readonly transition: TransitionModel
    /** On which rows. */
    readonly rows: Expression
  }[]
  readonly update: Access
  readonly remove: Access
}

function grantedOf({ reader, resource }: Source): Granted {
  const accessTo = (action: string): Access => accessFor(reader.model, reader.actor, resource.name, action)
  const transitions = Object.values(resource.workflow?.transitions ?? {}).flatMap((transition) => {
    const access = accessTo(transition.name)
    return access.grants.length === 0 ? [] : [{ transition, rows: rowsOf(access) }]
  })
  return { transitions, update: accessTo('update'), remove: accessTo('remove') }
}

function scopeOf({ reader, resource }: Source, row: StoredRow, granted: Granted): Promise<Scope> {
  const { sql, model, actor, today, now } = reader
  const reads = [
    ...granted.transitions.flatMap(({ transition, rows }) => (transition.requires === null ? [rows] : [rows, transition.requires])),
    rowsOf(granted.update),
    rowsOf(granted.remove),
    ...Object.values(resource.fields).map((field) => field.changeable),
  ]
  return loadScope({ sql, model, actor, today, now, answers: {} }, resource, { row, reads })
}

function openness({ resource }: Source, transition: TransitionModel, scope: Scope): OpenTransition {
  const reason = blockedBy(resource, transition, scope)
  return { name: transition.name, open: reason === null, reason }
}

/** Is there a field that a grant of this row lets be written, and that may be changed now? */
function isChangeable({ resource }: Source, update: Access, scope: Scope): boolean {
  const names = grantsOn(update, scope).flatMap(({ write }) => write)
  return names.some((name) => {
    const field = resource.fields[name]
    return field !== undefined && holds(field.changeable, scope)
  })
}

const isOpen = (access: Access, scope: Scope): boolean => grantsOn(access, scope).length > 0

function grantsOn({ grants, restriction }: Access, scope: Scope): readonly GrantModel[] {
  return holds(restriction, scope) ? grants.filter((grant) => holds(grant.rows, scope)) : []
}
