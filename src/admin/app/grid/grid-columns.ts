import type { Field, Resource } from '../model/model.js'

const never: ReadonlySet<string> = new Set(['hasMany', 'json', 'secret', 'longText'])

/**
 * What a line shows: its form's fields in their order, else what one may write and what comes of it.
 * Of a new line, only what one writes and the amounts: nothing has happened to it yet.
 */
export function gridColumns(target: Resource, relation: Field, isNew = false): readonly Field[] {
  const by = relation.relation?.by
  const named = target.screens.form.flatMap(({ fields }) => fields)
  const listed = named.length > 0 ? named : target.screens.list
  const names = listed.length > 0 ? listed : target.fields.filter((field) => !field.implicit).map(({ name }) => name)
  return names.flatMap((name) => {
    const field = target.field.get(name)
    return field === undefined || field.name === by || never.has(field.kind) || (isNew && !field.writable && field.kind !== 'money')
      ? []
      : [field]
  })
}
