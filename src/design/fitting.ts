/** Whether the values that a Model computes have room in the rows there are: asked once its tables are, and before anybody sees it. */
import type { Model, ResourceModel } from '../compile/model.js'
import type { Problem } from '../kernel/problem.js'
import { isAnyTooLarge } from '../store/rows/fitting-values.js'
import { type DeriveDeps, derivingScope, idsOf } from './derive.js'
import { type DerivedField, derivedFieldsOf } from './derived-fields.js'

/**
 * Fields that this change computes otherwise, and that have no room for what some row comes to. What was due before it is not its fault.
 * @param due  fields whose rows do not say yet what the Model after says
 */
export async function computedTooLarge(
  deps: DeriveDeps,
  { before, after, due }: { readonly before: Model; readonly after: Model; readonly due: readonly DerivedField[] },
): Promise<readonly Problem[]> {
  const known = new Map(derivedFieldsOf(before).map(({ name, signature }) => [name, signature]))
  const model = withoutColumns(after, due)
  const problems: Problem[] = []
  for (const field of due)
    if (known.get(field.name) !== field.signature && (await isTooLarge(deps, model, field))) problems.push(tooLarge(field))
  return problems
}

/** Their columns hold what the version before says, or nothing: whoever reads one computes it. */
function withoutColumns(model: Model, due: readonly DerivedField[]): Model {
  const names = new Set(due.map(({ name }) => name))
  const read = (resource: ResourceModel): ResourceModel => {
    const fields = Object.entries(resource.fields).map(([name, field]) => {
      const isDue = field.formula !== null && names.has(`${resource.name}.${name}`)
      return [name, isDue ? { ...field, column: null } : field] as const
    })
    return { ...resource, fields: Object.fromEntries(fields) }
  }
  return { ...model, resources: Object.fromEntries(Object.entries(model.resources).map(([name, one]) => [name, read(one)])) }
}

async function isTooLarge(deps: DeriveDeps, model: Model, derived: DerivedField): Promise<boolean> {
  const { field } = derived
  const { formula } = field
  const resource = model.resources[derived.resource.name]
  if (formula === null || resource === undefined) return false
  const computed = { scope: derivingScope(deps, model, resource), field: { ...field, formula } }
  for await (const ids of idsOf(deps.database, derived)) if (await isAnyTooLarge(deps.database, computed, ids)) return true
  return false
}

function tooLarge({ resource, field }: DerivedField): Problem {
  const [zh, en] = [`“${resource.label.zh}”的“${field.label.zh}”`, `${field.label.en} of ${resource.label.en}`]
  return {
    code: 'computed-too-large',
    at: `resource:${resource.name}.fields.${field.name}`,
    message: {
      zh: `已有记录算出的${zh}超出该字段能保存的大小。`,
      en: `There are records for which ${en} comes to more than the field can hold.`,
    },
    hint: { zh: '请修改公式，或加大字段的位数。', en: 'Change the formula, or make the field wider.' },
  }
}
