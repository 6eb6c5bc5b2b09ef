/**
 * The language authors write definitions in. Everything here only writes down data; `compile/` reads it.
 * May import `kernel/` and `expressions/`.
 */
export type { Text } from '../kernel/texts.js'
export * from './condition.js'
export * from './connector.js'
export * from './definitions.js'
export * from './field.js'
export * from './grant.js'
export * from './job.js'
export * from './ledger.js'
export * from './policy.js'
export * from './print.js'
export * from './report.js'
export * from './resource.js'
export * from './role.js'
export * from './values.js'
export * from './workflow.js'
