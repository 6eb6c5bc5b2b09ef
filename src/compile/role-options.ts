import type { Definitions } from '../define/definitions.js'
import type { Field, Option, Options } from '../define/field.js'

/** The definitions with every `options: 'roles'` written out. */
export function withRoleOptions(definitions: Definitions): Definitions {
  const roles = definitions.roles.filter(({ internal }) => internal !== true).map(({ name, label }) => ({ value: name, label }))
  const whole = (field: Field): Field => (field.options === 'roles' ? { ...field, options: roles } : field)
  const resources = definitions.resources.map((resource) => {
    const names = Object.keys(resource.fields).filter((name) => resource.fields[name]?.options === 'roles')
    if (names.length === 0) return resource
    return { ...resource, fields: Object.fromEntries(Object.entries(resource.fields).map(([name, field]) => [name, whole(field)])) }
  })
  return { ...definitions, resources }
}

/** Options that are written out; none of what still names a source of them. */
export const listedOptions = (options: Options | undefined): readonly Option[] => (typeof options === 'string' ? [] : (options ?? []))
