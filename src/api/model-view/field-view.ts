import type { FieldModel } from '../../compile/model.js'
import type { Expression } from '../../expressions/tree.js'
import type { Text } from '../../kernel/texts.js'
import { knownExpression, type Sight } from './known-expression.js'

/** One field as a form, a list and an outside system need it. Expressions are null where the actor may not read what they read. */
export interface FieldView {
  readonly name: string
  readonly kind: FieldModel['kind']
  readonly label: Text
  readonly help: Text | null
  readonly value: FieldModel['value']
  readonly precision: number | null
  readonly scale: number | null
  readonly length: number | null
  readonly min: string | null
  readonly max: string | null
  readonly required: Expression | null
  readonly changeable: Expression | null
  readonly visible: Expression | null
  readonly default: FieldModel['default']
  readonly options: FieldModel['options']
  readonly target: string | null
  /** Which records may be chosen. */
  readonly where: Expression | null
  readonly relation: FieldModel['relation']
  readonly formula: Expression | null
  readonly formulaText: string | null
  readonly searchable: boolean
  readonly sortable: boolean
  readonly unique: boolean
  readonly implicit: boolean
  readonly file: FieldModel['file']
  /** In which writes some grant of the actor lets it be given. */
  readonly write: readonly ('create' | 'update')[]
  /** True when the actor sees it only in part. */
  readonly masked: boolean
}

export interface FieldRights {
  readonly create: ReadonlySet<string>
  readonly update: ReadonlySet<string>
  readonly masked: ReadonlySet<string>
}

export function fieldView(sight: Sight, field: FieldModel, rights: FieldRights): FieldView {
  const {
    name,
    kind,
    label,
    help,
    value,
    precision,
    scale,
    length,
    min,
    max,
    options,
    target,
    relation,
    searchable,
    unique,
    implicit,
    file,
  } = field
  const formula = knownExpression(sight, field.formula)
  return {
    ...{
      name,
      kind,
      label,
      help,
      value,
      precision,
      scale,
      length,
      min,
      max,
      options,
      target,
      relation,
      searchable,
      unique,
      implicit,
      file,
    },
    required: knownExpression(sight, field.required),
    changeable: knownExpression(sight, field.changeable),
    visible: knownExpression(sight, field.visible),
    default: field.default,
    where: field.where === null || target === null ? null : knownExpression({ ...sight, resource: target }, field.where),
    formula,
    formulaText: formula === null ? null : field.formulaText,
    sortable: field.column !== null,
    write: (['create', 'update'] as const).filter((action) => field.writable && rights[action].has(name)),
    masked: rights.masked.has(name),
  }
}
