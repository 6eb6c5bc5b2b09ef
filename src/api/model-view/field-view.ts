import type { FieldModel } from '../../compile/model.js'
import type { Expression } from '../../expressions/tree.js'
import type { Text } from '../../kernel/texts.js'
import { readablePath } from '../../permissions/readable-path.js'
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

/** Taken as they are. */
const plain = [
  ...(['name', 'kind', 'label', 'help', 'value', 'precision', 'scale', 'length', 'min', 'max'] as const),
  ...(['options', 'target', 'relation', 'searchable', 'unique', 'implicit', 'file'] as const),
]
type Plain = Pick<FieldModel, (typeof plain)[number]>

export function fieldView(sight: Sight, field: FieldModel, rights: FieldRights): FieldView {
  const known = (expression: FieldModel['formula']) => knownExpression(sight, expression)
  const formula = known(field.formula)
  return {
    ...(Object.fromEntries(plain.map((key) => [key, field[key]])) as unknown as Plain),
    required: known(field.required),
    changeable: known(field.changeable),
    visible: known(field.visible),
    default: defaultFor(sight, field),
    where: field.where === null || field.target === null ? null : knownExpression({ ...sight, resource: field.target }, field.where),
    formula,
    formulaText: formula === null ? null : field.formulaText,
    sortable: field.column !== null,
    write: (['create', 'update'] as const).filter((action) => field.writable && rights[action].has(field.name)),
    masked: rights.masked.has(field.name),
  }
}

/** A default that comes along a path is known only to who may read the path. */
function defaultFor({ model, actor, resource }: Sight, { default: given }: FieldModel): FieldModel['default'] {
  const isHidden = given?.kind === 'from' && readablePath(model, actor, resource, given.path) === undefined
  return isHidden ? null : given
}
