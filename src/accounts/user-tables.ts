import type { Model, ResourceModel } from '../compile/model.js'
import type { Dialect } from '../store/dialect.js'

/** Users are records like any other; these are their names in SQL, taken from the Model. */
export interface UserTables {
  readonly user: Named
  readonly roleAssignment: Named
  readonly department: Named | null
}

export interface Named {
  readonly table: string
  /** The quoted column of a field, or `null` in SQL when there is no such field. */
  column(field: string): string
}

/** @throws Error when the Model has no users: nobody could sign in, and nothing else would work either */
export function userTablesOf(model: Model, dialect: Dialect): UserTables {
  const named = (resource: ResourceModel | undefined): Named | null => (resource === undefined ? null : namesIn(resource, dialect))
  const [user, roleAssignment] = [named(model.resources.user), named(model.resources.roleAssignment)]
  if (user === null || roleAssignment === null) throw new Error('The model has no resource user or roleAssignment')
  return { user, roleAssignment, department: named(model.resources.department) }
}

function namesIn(resource: ResourceModel, dialect: Dialect): Named {
  return {
    table: dialect.quote(resource.table),
    column: (field) => {
      const column = Object.hasOwn(resource.fields, field) ? resource.fields[field]?.column : null
      return typeof column === 'string' ? dialect.quote(column) : 'null'
    },
  }
}
