/**
 * Definitions → one frozen Model, or every Problem at once. Two lists: rules look and complain, steps build.
 * Pure; runs in the browser too. May import `define/`, `expressions/` and `kernel/`.
 */
import type { Definitions } from '../define/definitions.js'
import { deepFreeze } from '../kernel/freeze.js'
import { type Problem, sortProblems } from '../kernel/problem.js'
import { catalogOf } from './catalog.js'
import { formulasOf } from './formulas.js'
import type { Model } from './model.js'
import { readerOf } from './reader.js'
import { withRoleOptions } from './role-options.js'
import { allRules } from './rules/all-rules.js'
import { checkShapes } from './shape/check-shapes.js'
import { allGrants } from './steps/grant-step.js'
import { modelOf } from './steps/model-step.js'
import type { Ground } from './steps/step.js'
import { tagsOf } from './tags.js'

export type Compiled = { readonly model: Model } | { readonly problems: readonly Problem[] }

/**
 * @param version  what the Model says it is; the definitions do not know
 */
export function compile(definitions: Definitions, version: number): Compiled {
  const misshapen = checkShapes(definitions)
  if (misshapen.length > 0) return { problems: sortProblems(misshapen) }
  const ground = groundOf(withRoleOptions(definitions))
  const problems = allRules.flatMap((rule) => rule(ground))
  if (problems.length > 0) return { problems: sortProblems(distinct(problems)) }
  return { model: deepFreeze(modelOf(ground, version)) }
}

function groundOf(definitions: Definitions): Ground {
  const catalog = catalogOf(definitions)
  const reader = readerOf(catalog)
  const formulas = formulasOf(catalog, reader)
  return { catalog, reader, formulas, cells: { catalog, formulas, tags: tagsOf(catalog, formulas), grants: allGrants(catalog) } }
}

/** Two rules may stumble over the same mistake. */
const distinct = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((one) => [`${one.code} ${one.at} ${one.message.en}`, one])).values(),
]
