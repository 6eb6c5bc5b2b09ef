import type { FieldModel, Model } from '../compile/model.js'
import { MalformedError } from '../kernel/errors.js'
import { accessFor } from './access.js'
import type { Actor } from './actor.js'
import { isReadable } from './fields.js'

/** Hops a path may take: each is a join. */
const longestPath = 4

/**
 * The fields along a path, each hop's resource and every field readable on some row. Which rows is for the query: see `hopFor`.
 * @throws MalformedError `unknown-field`, the same for what is hidden, what is masked and what does not exist
 */
export function assertReadablePath(model: Model, actor: Actor, resource: string, path: readonly string[]): readonly FieldModel[] {
  const fields = readablePath(model, actor, resource, path)
  if (fields === undefined) throw unknownField(path.join('.'))
  return fields
}

/** Undefined when any step is unreadable or unknown. */
export function readablePath(model: Model, actor: Actor, resource: string, path: readonly string[]): readonly FieldModel[] | undefined {
  const fields: FieldModel[] = []
  let here: string | null = resource
  for (const name of path) {
    const field: FieldModel | undefined = here === null ? undefined : readableField(model, actor, here, name)
    if (field === undefined) return undefined
    fields.push(field)
    here = field.kind === 'belongsTo' ? field.target : null
  }
  return fields.length > 0 && fields.length <= longestPath ? fields : undefined
}

/** A secret is read by nobody. */
function readableField(model: Model, actor: Actor, resource: string, name: string): FieldModel | undefined {
  const described = Object.hasOwn(model.resources, resource) ? model.resources[resource] : undefined
  const field = described !== undefined && Object.hasOwn(described.fields, name) ? described.fields[name] : undefined
  if (field === undefined || field.kind === 'secret') return undefined
  return isReadable(accessFor(model, actor, resource, 'read'), name) ? field : undefined
}

/** The one answer to a field that is unknown or that one may not read; the sentence repeats only what was asked. */
export function unknownField(at: string): MalformedError {
  const message = { zh: `没有字段“${at}”。`, en: `There is no field “${at}”.` }
  return new MalformedError('unknown-field', message, { errors: [{ at, code: 'unknown-field', message }] })
}
