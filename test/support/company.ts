import { definitions } from '../../resources/index.js'
import { compile } from '../../src/compile/compile.js'
import type { Model } from '../../src/compile/model.js'

let compiled: Model | undefined

/** The company's own Model, compiled once a test file. */
export function companyModel(): Model {
  compiled ??= compiledCompany()
  return compiled
}

function compiledCompany(): Model {
  const result = compile(definitions, 1)
  if ('model' in result) return result.model
  throw new Error(result.problems.map((one) => `${one.at} ${one.code}: ${one.message.en} ${one.hint.en}`).join('\n'))
}
