import type { FieldModel, Model } from '../../src/compile/model.js'
import type { NamedType, TypeScope } from '../../src/expressions/types.js'

/** Names of a resource of a hand-built Model, for `typeCheck`. */
export function typeScopeOf(model: Model, resource: string): TypeScope {
  const fields = model.resources[resource]?.fields ?? {}
  return {
    field: (name) => (Object.hasOwn(fields, name) ? namedType(model, fields[name]) : undefined),
    fieldNames: Object.keys(fields),
    answer: () => undefined,
    answerNames: [],
  }
}

function namedType(model: Model, field: FieldModel | undefined): NamedType | undefined {
  if (field === undefined) return undefined
  const { target } = field
  return {
    type: field.value,
    scale: field.scale,
    searchable: field.searchable,
    options: field.options.length > 0 ? field.options.map((option) => option.value) : null,
    target: target === null ? null : () => typeScopeOf(model, target),
    many: field.kind === 'hasMany',
  }
}
