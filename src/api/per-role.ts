import type { Model } from '../compile/model.js'
import type { Actor } from '../permissions/actor.js'

export interface Remembered<Value> {
  readonly value: Value
  /** As JSON, made once. */
  readonly text: string
}

/** Sets of roles that are remembered at a time; a company has a few dozen. */
const most = 100

/** What depends on the Model, the roles and whether one only looks is made once for each; an old Model's are forgotten with it. */
export function rememberPerRole<Value>(make: (model: Model, actor: Actor) => Value): (model: Model, actor: Actor) => Remembered<Value> {
  const models = new WeakMap<Model, Map<string, Remembered<Value>>>()
  return (model, actor) => {
    const known = models.get(model) ?? new Map<string, Remembered<Value>>()
    models.set(model, known)
    const key = JSON.stringify([[...actor.roles].sort(), actor.readOnly])
    const found = known.get(key)
    if (found !== undefined) return found
    const value = make(model, actor)
    const made = { value, text: JSON.stringify(value) }
    if (known.size >= most) known.clear()
    known.set(key, made)
    return made
  }
}
