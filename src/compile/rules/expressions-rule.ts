import { formulasOf } from '../formulas.js'
import { collectingReader } from '../reader.js'
import { fieldsOf } from '../steps/field-step.js'
import { allGrants, grantConditionsOf, restrictionsOf } from '../steps/grant-step.js'
import { invariantOf, scopesOf } from '../steps/model-step.js'
import { reportOf } from '../steps/report-step.js'
import { alertsOf, rulesOf } from '../steps/screen-step.js'
import type { Ground } from '../steps/step.js'
import { workflowOf } from '../steps/workflow-step.js'
import type { Rule } from './rule.js'

/** Every condition, formula and value anywhere can be read: it is well formed, names what exists and compares like with like. */
export const expressionsRule: Rule = (ground) => {
  const { reader, problems } = collectingReader(ground.reader)
  readAll({ ...ground, reader })
  return problems()
}

/** Builds all that holds an expression, for the sake of reading it. */
function readAll(ground: Ground): void {
  const { catalog, reader } = ground
  formulasOf(catalog, reader)
  for (const { name, resource } of catalog.resources.values()) {
    fieldsOf(ground, name)
    scopesOf(ground, resource)
    rulesOf(ground, resource)
    workflowOf(ground, resource)
    restrictionsOf(ground, resource)
    alertsOf(ground, resource)
  }
  for (const named of allGrants(catalog)) grantConditionsOf(ground, named)
  for (const report of catalog.definitions.reports) if (catalog.resources.has(report.source)) reportOf(ground, report)
  for (const invariant of catalog.definitions.invariants) if (catalog.resources.has(invariant.resource)) invariantOf(ground, invariant)
}
