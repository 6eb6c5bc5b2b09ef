import type { Model } from '../../compile/model.js'
import { type References, referencesOf } from '../../expressions/references.js'
import type { Expression } from '../../expressions/tree.js'
import type { Actor } from '../../permissions/actor.js'
import { readablePath } from '../../permissions/readable-path.js'

/** Whose eyes, and on which resource. */
export interface Sight {
  readonly model: Model
  readonly actor: Actor
  readonly resource: string
}

/** The expression when the actor may read everything it reads; null otherwise: a rule would tell what a hidden field holds. */
export function knownExpression(sight: Sight, expression: Expression | null): Expression | null {
  return expression !== null && isKnown(sight, referencesOf(expression)) ? expression : null
}

function isKnown(sight: Sight, references: References): boolean {
  const isReadable = (path: readonly string[]) => readablePath(sight.model, sight.actor, sight.resource, path) !== undefined
  return (
    references.paths.every(isReadable) &&
    references.relations.every(({ relation, references: inner }) => isKnownRelation(sight, relation, inner))
  )
}

function isKnownRelation(sight: Sight, relation: string, inner: References): boolean {
  const fields = readablePath(sight.model, sight.actor, sight.resource, relation.split('.'))
  const target = fields?.at(-1)?.target ?? null
  return target !== null && isKnown({ ...sight, resource: target }, inner)
}
