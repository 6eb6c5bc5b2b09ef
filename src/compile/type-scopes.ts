/** What names mean to expressions: the fields of a resource, in definitions or in a Model, and the answers beside them. */
import type { Field } from '../define/field.js'
import type { NamedType, TypeScope } from '../expressions/type-scope.js'
import { type Catalog, isSearchedTitle } from './catalog.js'
import { scaleOf, searchableKinds, valueTypeOf } from './kinds.js'
import type { FieldModel, Model, Named } from './model.js'
import { listedOptions } from './role-options.js'

export type Answers = Readonly<Record<string, Field>>

/** Names as definitions give them, before there is a Model. */
export function catalogScope(catalog: Catalog, resource: string, answers: Answers = {}): TypeScope {
  const entry = catalog.resources.get(resource)
  const target = (field: Field): NamedType['target'] =>
    field.target === undefined ? null : () => catalogScope(catalog, field.target ?? '')
  return {
    field: (name) => {
      const field = entry?.fields.get(name)
      return field === undefined
        ? undefined
        : { ...namedType(name, field, entry !== undefined && isSearchedTitle(entry, name)), target: target(field) }
    },
    fieldNames: [...(entry?.fields.keys() ?? [])],
    answer: (name) => (Object.hasOwn(answers, name) && answers[name] !== undefined ? namedType('', answers[name], false) : undefined),
    answerNames: Object.keys(answers),
  }
}

function namedType(name: string, field: Field, isTitle: boolean): NamedType {
  return {
    type: valueTypeOf(name, field),
    scale: valueTypeOf(name, field) === 'decimal' ? scaleOf(field) : null,
    searchable: searchableKinds.includes(field.kind) && (field.searchable === true || isTitle),
    options:
      field.options === undefined
        ? null
        : listedOptions(field.options).map((option) => (typeof option === 'string' ? option : option.value)),
    target: null,
    many: field.kind === 'hasMany',
  }
}

/** Names of a resource of the Model, for conditions that come from outside: a list's `where`, a saved view. */
export function modelScope(model: Model, resource: string, answers: Named<FieldModel> = {}): TypeScope {
  const fields = model.resources[resource]?.fields ?? {}
  const named = (among: Named<FieldModel>, name: string): NamedType | undefined => {
    const field = Object.hasOwn(among, name) ? among[name] : undefined
    return field === undefined ? undefined : modelType(model, field)
  }
  return {
    field: (name) => named(fields, name),
    fieldNames: Object.keys(fields),
    answer: (name) => named(answers, name),
    answerNames: Object.keys(answers),
  }
}

function modelType(model: Model, field: FieldModel): NamedType {
  const { target } = field
  return {
    type: field.value,
    scale: field.value === 'decimal' ? field.scale : null,
    searchable: field.searchable,
    options: field.options.length === 0 ? null : field.options.map((option) => option.value),
    target: target === null ? null : () => modelScope(model, target),
    many: field.kind === 'hasMany',
  }
}
