import { type Formula, isLive, readFormulas } from '../formulas.js'
import type { RollupModel } from '../model.js'
import type { Ground } from './step.js'

/** Formulas this resource computes when a row is saved, each after those it reads; roll-ups are kept by the rows they add up. */
export function storedFormulasOf({ formulas }: Ground, resource: string): readonly string[] {
  const own = [...formulas.values()].filter(
    (formula) => formula.resource === resource && formula.rollup === null && !isLive(formulas, formula),
  )
  const ordered: Formula[] = []
  for (const formula of own) place(formula, own, ordered)
  return ordered.map((formula) => formula.field)

  function place(formula: Formula, among: readonly Formula[], done: Formula[]): void {
    if (done.includes(formula)) return
    for (const read of readFormulas(formulas, formula)) if (among.includes(read)) place(read, among, done)
    done.push(formula)
  }
}

/** What rows of this resource add to rows of others. */
export function rollupsOf({ formulas }: Ground, resource: string): readonly RollupModel[] {
  return [...formulas.values()].flatMap((formula) => {
    if (formula.rollup === null || formula.rollup.child !== resource) return []
    const { aggregate, by } = formula.rollup
    return [{ target: formula.resource, field: formula.field, by, fn: aggregate.fn, value: aggregate.value, where: aggregate.where }]
  })
}
