import { type Field, isNumeric, type Resource, type ScreenModel } from '../model/model.js'

const never: ReadonlySet<string> = new Set(['hasMany', 'json', 'secret', 'longText'])

/** What a line that is edited shows: of its form's fields what one writes, and the amounts. What becomes of it later is read on the record's page. */
export function gridColumns(target: Resource, relation: Field): readonly Field[] {
  return columnsOf(target, relation, [formOf(target), target.screens.list]).filter((field) => field.writable || field.kind === 'money')
}

/** What a line that is read shows: what its list names, else what its form does. */
export function readColumns(target: Resource, relation: Field): readonly Field[] {
  return columnsOf(target, relation, [target.screens.list, formOf(target)])
}

const formOf = ({ screens }: Resource): readonly string[] => screens.form.flatMap(({ fields }) => fields)

/** The first choice that names anything; all there is where none does. */
function columnsOf(target: Resource, relation: Field, choices: readonly (readonly string[])[]): readonly Field[] {
  const all = target.fields.filter((field) => !field.implicit).map(({ name }) => name)
  const names = choices.find((choice) => choice.length > 0) ?? all
  return names.flatMap((name) => {
    const field = target.field.get(name)
    return field === undefined || field.name === relation.relation?.by || never.has(field.kind) ? [] : [field]
  })
}

interface GrowingGrid {
  readonly target: Resource
  readonly relation: Field
  readonly columns: readonly Field[]
}

/** Is all that a new line cannot do without among the columns, and can it be found there? No picker looks for the lines of other documents. */
export function canAdd(resources: ScreenModel['resources'], { target, relation, columns }: GrowingGrid): boolean {
  const needed = target.fields.filter(
    ({ name, writable, required, default: given }) =>
      writable && name !== relation.relation?.by && given === null && required.op === 'literal' && required.value === true,
  )
  return needed.every((field) => columns.includes(field) && resources.get(field.target ?? '')?.owned !== true)
}

/** Numbers stand on the right; where one writes there is room for what is written. */
export const columnClass = ({ kind, writable }: Field): string => (isNumeric(kind) ? 'number' : writable ? `kind-${kind}` : '')
