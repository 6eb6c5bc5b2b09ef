import type { Writing } from '../door.js'
import type { WritingDeps } from './act.js'
import { comment } from './comment.js'
import { create } from './create.js'
import { remove } from './remove.js'
import { transition } from './transition.js'
import { update } from './update.js'

/** The writing half of the door. */
export function createWriting(deps: WritingDeps): Writing {
  return {
    create: (context, resource, input) => create(deps, context, { resource, input }),
    update: (context, resource, id, input, seen) => update(deps, context, { resource, id, input, seen }),
    remove: (context, resource, id, seen) => remove(deps, context, { resource, id, seen }),
    transition: (context, resource, id, name, answers, seen) => transition(deps, context, { resource, id, name, answers, seen }),
    comment: (context, resource, id, text) => comment(deps, context, { resource, id, text }),
  }
}
