/** What the database finds for an actor is what the oracle of DESIGN §4 allows: rows, cells, and what a filter may learn. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Model } from '../../src/compile/model.js'
import type { Expression } from '../../src/expressions/tree.js'
import { accessFor } from '../../src/permissions/access.js'
import { hopFor, readableIn, viewsFor } from '../../src/permissions/fields.js'
import { branchesOf, hitPlanFor, rowsOf } from '../../src/permissions/rows.js'
import { type Fragment, type SqlScope, sqlOf, valueSqlOf } from '../../src/store/sql/sql-of.js'
import { cell, lineCell, maySee, maySeeLine, type OracleWorld, readAcross } from '../permissions/oracle.js'
import { docFields, lineFields, modelOf, type Policy, partyFields, someActor, someData, somePolicy } from '../permissions/policies.js'
import type { MemoryRow } from '../support/memory-rows.js'
import { resourceOf, typedOn } from '../support/model.js'
import { openSqlWorld, type SqlWorld } from '../support/sql-world.js'

const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000_000)
const policiesPerDataset = 100
const nothing: Policy = { grants: { doc: [], party: [] }, restrictions: { doc: [], party: [] } }
let sql: SqlWorld

beforeAll(async () => {
  sql = await openSqlWorld()
})

afterAll(() => sql.close())

describe(`permissions in SQL (TEST_SEED=${seed})`, () => {
  const datasets = fc.sample(someData, { seed, numRuns: 4 })
  it.each(datasets.map((rows, index) => [index, rows] as const))(
    'finds exactly what the oracle allows, dataset %i: 5,000 documents and lines',
    async (index, rows) => {
      await sql.fill(modelOf(nothing), rows)
      const cases = fc.sample(fc.record({ policy: somePolicy, actor: someActor }), { seed: seed + index, numRuns: policiesPerDataset })
      for (const { policy, actor } of cases) await compare({ policy, rows, actor })
    },
  )
})

async function compare(world: OracleWorld): Promise<void> {
  const model = modelOf(world.policy)
  const policy = JSON.stringify({ policy: world.policy, actor: world.actor.id, roles: world.actor.roles })
  expect({ policy, docs: await readDocs(world, model) }).toEqual({ policy, docs: expectedDocs(world) })
  expect({ policy, lines: await readLines(world, model) }).toEqual({ policy, lines: expectedLines(world) })
  expect({ policy, ids: await readBranches(world, model) }).toEqual({ policy, ids: expectedDocs(world).map((doc) => doc.id) })
}

type Seen = Readonly<Record<string, unknown>> & { readonly id: string }

function expectedDocs(world: OracleWorld): readonly Seen[] {
  return (world.rows.doc ?? [])
    .filter((row) => maySee(world, 'doc', row))
    .map((row) => ({
      id: row.id,
      cells: docFields.map((field) => cell(world, 'doc', row, field)),
      cost: cell(world, 'doc', row, 'cost') === 'show' ? (row.cost ?? null) : null,
      across: partyFields.map((field) => readAcross(world, row, field)),
      isNorth: readAcross(world, row, 'region') === 'north',
    }))
}

async function readDocs(world: OracleWorld, model: Model): Promise<readonly Seen[]> {
  const access = accessFor(model, world.actor, 'doc', 'read')
  const plan = hitPlanFor(access)
  const open = scopeOf(world, model, 'doc')
  const guarded = { ...open, readable: readableIn(access), across: hopFor(model, world.actor) }
  const column = (path: string): Fragment => valueSqlOf(typedOn(model, 'doc', pathNode(path)), guarded)
  const isNorth = typedOn(model, 'doc', {
    op: 'eq',
    left: pathNode('party.region'),
    right: { op: 'literal', type: 'text', value: 'north' },
  })
  const rows = await select('doc', sqlOf(rowsOf(access), open), {
    cost: column('cost'),
    ...Object.fromEntries(partyFields.map((field) => [`party_${field}`, column(`party.${field}`)])),
    is_north: sqlOf(isNorth, guarded),
    ...Object.fromEntries(plan.conditions.map((condition, index) => [`hit${index}`, sqlOf(condition, open)])),
  })
  const views = viewsFor(access)
  return rows.map((row) => {
    const view = views.of(plan.hitsOf(plan.conditions.map((_, index) => isTrue(row[`hit${index}`]))))
    const across = partyFields.map((field) => (row[`party_${field}`] === null ? null : String(row[`party_${field}`])))
    return {
      id: String(row.id),
      cells: docFields.map((field) => view.get(field) ?? 'hidden'),
      cost: row.cost,
      across,
      isNorth: isTrue(row.is_north),
    }
  })
}

function expectedLines(world: OracleWorld): readonly Seen[] {
  const visible = (world.rows.line ?? []).filter((row) => maySeeLine(world, row))
  return visible.map((row) => ({
    id: row.id,
    values: lineFields.map((field) => (lineCell(world, row, field) === 'show' ? (row[field] ?? null) : null)),
  }))
}

async function readLines(world: OracleWorld, model: Model): Promise<readonly Seen[]> {
  const access = accessFor(model, world.actor, 'line', 'read')
  const scope = scopeOf(world, model, 'line')
  const columns = lineFields.map((field) => [
    field,
    valueSqlOf(typedOn(model, 'line', pathNode(field)), { ...scope, readable: readableIn(access) }),
  ])
  const rows = await select('line', sqlOf(rowsOf(access), scope), Object.fromEntries(columns))
  return rows.map((row) => ({ id: String(row.id), values: lineFields.map((field) => row[field]) }))
}

/** A UNION of the distinct conditions, as lists read. */
async function readBranches(world: OracleWorld, model: Model): Promise<readonly string[]> {
  const branches = branchesOf(accessFor(model, world.actor, 'doc', 'read')).map((branch) => sqlOf(branch, scopeOf(world, model, 'doc')))
  if (branches.length === 0) return []
  const union = branches.map((branch) => `SELECT t.id FROM r_doc t WHERE ${branch.sql}`).join(' UNION ')
  const found = await sql.database.query(
    `SELECT u.id FROM (${union}) u ORDER BY u.id`,
    branches.flatMap((branch) => branch.parameters),
  )
  return found.map((row) => String(row.id))
}

async function select(resource: string, where: Fragment, columns: Readonly<Record<string, Fragment>>): Promise<readonly MemoryRow[]> {
  const list = Object.entries(columns).map(([name, column]) => `, ${column.sql} AS ${name}`)
  const parameters = [...Object.values(columns).flatMap((column) => column.parameters), ...where.parameters]
  return sql.database.query(`SELECT t.id${list.join('')} FROM r_${resource} t WHERE ${where.sql} ORDER BY t.id`, parameters) as Promise<
    readonly MemoryRow[]
  >
}

const isTrue = (value: unknown): boolean => value === true || value === 1 || value === '1'
const pathNode = (path: string): Expression => ({ op: 'path', path: path.split('.'), type: 'unknown', scale: null })

function scopeOf(world: OracleWorld, model: Model, resource: string): SqlScope {
  const { dialect } = sql.database
  return {
    model,
    resource: resourceOf(model, resource),
    alias: 't',
    dialect,
    actor: world.actor,
    today: '2026-11-22',
    now: '2026-11-22T00:00:00.000Z',
    answers: {},
  }
}
