import type { Model } from '../compile/model.js'
import type { Actor } from './actor.js'

/** Somebody who is no user: a role acting for the platform itself, e.g. `admin` at the first start. Its rights are that role's grants. */
export function actorAs(model: Model, role: string, as: Pick<Actor, 'login' | 'name' | 'via'>): Actor {
  return {
    ...as,
    id: null,
    roles: [role],
    system: model.roles[role]?.system ?? [],
    department: null,
    departments: [],
    warehouse: null,
    locale: 'zh-CN',
    readOnly: false,
  }
}
