/**
 * DESIGN §4 said a second time, as naively as can be: plain loops over the data a policy is written in. Shares no code with `src/`
 * beyond types, so that a mistake would have to be made twice.
 */
import type { Actor } from '../../src/permissions/actor.js'
import type { MemoryRow, MemoryRows } from '../support/memory-rows.js'
import type { GrantData, Policy } from './policies.js'

export interface OracleWorld {
  readonly policy: Policy
  readonly rows: MemoryRows
  readonly actor: Actor
}

type Guarded = 'doc' | 'party'

/** Does the condition hold, fail, or is it unknown (null)? */
export function meets(world: OracleWorld, resource: string, row: MemoryRow, condition: unknown): boolean | null {
  const results: (boolean | null)[] = []
  for (const [key, test] of Object.entries(condition as Record<string, unknown>)) {
    if (key === 'or') results.push(anyOf((test as unknown[]).map((one) => meets(world, resource, row, one))))
    else if (key === 'and') results.push(allOf((test as unknown[]).map((one) => meets(world, resource, row, one))))
    else if (key === 'not') results.push(flip(meets(world, resource, row, test)))
    else if (key === 'party' && isWalk(test)) results.push(...walked(world, row, test as Record<string, unknown>))
    else results.push(passes(world, valueAt(world, row, key), test))
  }
  return allOf(results)
}

const isWalk = (test: unknown): boolean => typeof test === 'object' && test !== null && 'owner' in test
const walked = (world: OracleWorld, row: MemoryRow, test: Record<string, unknown>): (boolean | null)[] =>
  Object.entries(test).map(([key, inner]) => passes(world, valueAt(world, row, `party.${key}`), inner))

function valueAt(world: OracleWorld, row: MemoryRow, path: string): unknown {
  if (!path.startsWith('party.')) return row[path] ?? null
  const party = (world.rows.party ?? []).find((one) => one.id === row.party)
  return party === undefined ? null : (party[path.slice('party.'.length)] ?? null)
}

function passes(world: OracleWorld, value: unknown, test: unknown): boolean | null {
  if (test === null) return value === null
  if (Array.isArray(test)) return anyOf(test.map((one) => passes(world, value, one)))
  if (typeof test !== 'object') return value === null ? null : value === test
  const asked = test as Record<string, unknown>
  if ('empty' in asked) return (value === null) === asked.empty
  if ('actor' in asked) return value === null || world.actor.id === null ? null : value === world.actor.id
  if (value === null) return null
  if ('not' in asked) return value !== asked.not
  return 'gt' in asked ? Number(value) > Number(asked.gt) : Number(value) <= Number(asked.lte)
}

const flip = (result: boolean | null): boolean | null => (result === null ? null : !result)
const allOf = (results: readonly (boolean | null)[]): boolean | null =>
  results.includes(false) ? false : results.includes(null) ? null : true
const anyOf = (results: readonly (boolean | null)[]): boolean | null =>
  results.includes(true) ? true : results.includes(null) ? null : false

export function isRestricted(world: OracleWorld, resource: Guarded, row: MemoryRow): boolean {
  for (const { roles, rows } of world.policy.restrictions[resource]) {
    const binds = roles.length === 0 || roles.some((role) => world.actor.roles.includes(role))
    if (binds && meets(world, resource, row, rows) !== true) return true
  }
  return false
}

export function matchingGrants(world: OracleWorld, resource: Guarded, row: MemoryRow, action: string): readonly GrantData[] {
  if (isRestricted(world, resource, row)) return []
  const mine = world.policy.grants[resource].filter((grant) => world.actor.roles.includes(grant.role) && grant.can.includes(action))
  return mine.filter((grant) => meets(world, resource, row, grant.rows) === true)
}

export function maySee(world: OracleWorld, resource: Guarded, row: MemoryRow): boolean {
  return matchingGrants(world, resource, row, 'read').length > 0
}

/** How a cell of a visible row looks. */
export function cell(world: OracleWorld, resource: Guarded, row: MemoryRow, field: string): 'show' | 'mask' | 'hidden' {
  const looks = matchingGrants(world, resource, row, 'read').map((grant) => grant.fields[field])
  return looks.includes('show') ? 'show' : looks.includes('mask') ? 'mask' : 'hidden'
}

/** How a cell of an owned row looks, given its owner. */
export function lineCell(world: OracleWorld, line: MemoryRow, field: string): 'show' | 'mask' | 'hidden' {
  const doc = (world.rows.doc ?? []).find((one) => one.id === line.doc)
  const grants = doc === undefined ? [] : matchingGrants(world, 'doc', doc, 'read').filter((grant) => grant.fields.lines === 'show')
  const looks = grants.map((grant) => grant.lineFields[field])
  return looks.includes('show') ? 'show' : looks.includes('mask') ? 'mask' : 'hidden'
}

export function maySeeLine(world: OracleWorld, line: MemoryRow): boolean {
  const doc = (world.rows.doc ?? []).find((one) => one.id === line.doc)
  return doc !== undefined && matchingGrants(world, 'doc', doc, 'read').some((grant) => grant.fields.lines === 'show')
}

/** What a filter on `party.<field>` compares with: nothing, unless the reference, the other row and its field may all be read. */
export function readAcross(world: OracleWorld, doc: MemoryRow, field: string): unknown {
  if (cell(world, 'doc', doc, 'party') !== 'show') return null
  const party = (world.rows.party ?? []).find((one) => one.id === doc.party)
  if (party === undefined || !maySee(world, 'party', party)) return null
  return cell(world, 'party', party, field) === 'show' ? (party[field] ?? null) : null
}

/** May the document become `after`, with these fields named by the caller? */
export function mayWrite(
  world: OracleWorld,
  action: string,
  change: { before: MemoryRow | null; after: MemoryRow; touched: readonly string[] },
): boolean {
  const { before, after, touched } = change
  const granted = world.policy.grants.doc.filter((grant) => world.actor.roles.includes(grant.role) && grant.can.includes(action))
  const old = before === null ? granted : matchingGrants(world, 'doc', before, action)
  const next = matchingGrants(world, 'doc', after, action).filter((grant) => meets(world, 'doc', after, grant.check) === true)
  if (old.length === 0 || next.length === 0) return false
  return touched.every((field) => old.some((grant) => lets(grant, field)) && next.some((grant) => lets(grant, field)))
}

function lets(grant: GrantData, field: string): boolean {
  if (!field.startsWith('lines.')) return grant.write.includes(field)
  return grant.fields.lines === 'show' && grant.lineWrite.includes(field.slice('lines.'.length))
}
