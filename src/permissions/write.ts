/** May this be written? Allowed on the old row and on the new one, and on each touching only fields that some matching grant lets it write. */
import type { GrantModel, Model } from '../compile/model.js'
import { holds } from '../expressions/evaluate.js'
import type { Scope } from '../expressions/scope.js'
import type { Expression } from '../expressions/tree.js'
import { ForbiddenError } from '../kernel/errors.js'
import { oncePer } from '../kernel/once-per.js'
import type { Text } from '../kernel/texts.js'
import { type Access, accessFor, canSee } from './access.js'
import type { Actor } from './actor.js'
import { isReadable } from './fields.js'
import { unknownField } from './readable-path.js'
import { unwritableField, type WriteRefusal, writeTexts } from './write-errors.js'

export interface Write {
  readonly model: Model
  readonly actor: Actor
  readonly resource: string
  /** `create`, `update`, `remove`, `import`, or a transition. */
  readonly action: string
  /** Null when the row is made now. */
  readonly before: Scope | null
  /** Null when the row is removed. */
  readonly after: Scope | null
  /** Fields the caller names: `total`, `lines` (rows added or taken away), `lines.quantity`. What the platform computes is not touched. */
  readonly touched: readonly string[]
}

export type WriteVerdict =
  /** Ids of the grants that decided, per touched field; `''` for the row itself. */
  | { readonly allowed: true; readonly by: Readonly<Record<string, string>> }
  | { readonly allowed: false; readonly code: WriteRefusal; readonly text: Text; readonly fields: readonly string[] }

export function checkWrite(write: Write): WriteVerdict {
  const { model, actor, resource, action, before, after } = write
  if (actor.readOnly) return refused(canSee(model, actor, resource) ? 'read-only' : 'unknown-resource')
  const access = accessFor(model, actor, resource, action)
  if (access.grants.length === 0) return refused(canSee(model, actor, resource) ? 'not-granted' : 'unknown-resource')
  const old = before === null ? access.grants : matching(access, before)
  if (old.length === 0) return refused('row-refused')
  const next = after === null ? old : matching(access, after).filter((grant) => holds(grant.check, after))
  if (next.length === 0) return refused('new-row-refused')
  return checkFields(write, old, next)
}

/** @throws ForbiddenError when the row or action is refused, MalformedError for a field, both naming no more than one may know */
export function assertMayWrite(write: Write): void {
  const verdict = checkWrite(write)
  if (verdict.allowed) return
  const [field = ''] = verdict.fields
  if (verdict.code === 'unknown-field') throw unknownField(field)
  if (verdict.code === 'unwritable-field') throw unwritableField(verdict.fields)
  throw new ForbiddenError(verdict.code, verdict.text)
}

/** Values a new record starts with: of several create grants the first that names a field gives it. */
export function presetsFor(model: Model, actor: Actor, resource: string): Readonly<Record<string, Expression>> {
  const { grants } = accessFor(model, actor, resource, 'create')
  return Object.fromEntries(grants.toReversed().flatMap((grant) => Object.entries(grant.presets)))
}

/** Fields some grant of the action lets the actor write on some row: what a form offers. Line fields as `lines.quantity`. */
export const writableFields = oncePer(
  (access: Access): ReadonlySet<string> => new Set(access.grants.flatMap((grant) => [...writtenBy(grant)])),
)

const writtenBy = oncePer((grant: GrantModel): ReadonlySet<string> => {
  const relations = Object.entries(grant.lines).filter(([relation]) => grant.fields[relation] === 'show')
  const lines = relations.flatMap(([relation, { write }]) => write.map((name) => `${relation}.${name}`))
  return new Set([...grant.write, ...lines])
})

function matching(access: Access, row: Scope): readonly GrantModel[] {
  return holds(access.restriction, row) ? access.grants.filter((grant) => holds(grant.rows, row)) : []
}

function checkFields(write: Write, old: readonly GrantModel[], next: readonly GrantModel[]): WriteVerdict {
  const by: Record<string, string> = { '': next[0]?.id ?? '' }
  for (const field of write.touched) {
    const decided = next.find((grant) => writes(grant, field))
    if (decided === undefined || !old.some((grant) => writes(grant, field))) return refusedField(write, field)
    by[field] = decided.id
  }
  return { allowed: true, by }
}

function writes(grant: GrantModel, field: string): boolean {
  return writtenBy(grant).has(field)
}

function refusedField({ model, actor, resource }: Write, field: string): WriteVerdict {
  return refused(canRead(model, actor, resource, field.split('.')) ? 'unwritable-field' : 'unknown-field', [field])
}

function canRead(model: Model, actor: Actor, resource: string, [name = '', ...rest]: readonly string[]): boolean {
  if (!isReadable(accessFor(model, actor, resource, 'read'), name)) return false
  const target = model.resources[resource]?.fields[name]?.target
  return rest.length === 0 || (typeof target === 'string' && canRead(model, actor, target, rest))
}

function refused(code: WriteRefusal, fields: readonly string[] = []): WriteVerdict {
  return { allowed: false, code, text: writeTexts[code], fields }
}
