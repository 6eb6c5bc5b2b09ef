import type { Model } from '../compile/model.js'
import type { Actor } from '../permissions/actor.js'

export interface Remembered<Value> {
  readonly value: Value
  /** As JSON, made once. */
  readonly text: string
}

/** Sets of roles that are remembered at a time; a company has a few dozen. */
const most = 100

/**
 * What depends on the Model, the roles and whether one only looks is made once for each; an old Model's are forgotten with it. Looking with
 * another's eyes is rare, and depends on two.
 */
export function rememberPerRole<Value>(make: (model: Model, actor: Actor) => Value): (model: Model, actor: Actor) => Remembered<Value> {
  const models = new WeakMap<Model, Map<string, Remembered<Value>>>()
  return (model, actor) => {
    if (actor.viewer !== undefined) return written(make(model, actor))
    const known = models.get(model) ?? new Map<string, Remembered<Value>>()
    models.set(model, known)
    const key = JSON.stringify([[...actor.roles].sort(), actor.readOnly])
    const found = known.get(key)
    if (found !== undefined) return found
    const made = written(make(model, actor))
    if (known.size >= most) known.clear()
    known.set(key, made)
    return made
  }
}

function written<Value>(value: Value): Remembered<Value> {
  return { value, text: JSON.stringify(value) }
}
