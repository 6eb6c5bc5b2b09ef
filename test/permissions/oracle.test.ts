import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { holds } from '../../src/expressions/evaluate.js'
import type { Access } from '../../src/permissions/access.js'
import { accessFor } from '../../src/permissions/access.js'
import type { Actor } from '../../src/permissions/actor.js'
import { viewsFor } from '../../src/permissions/fields.js'
import { branchesOf, hitPlanFor, rowsOf } from '../../src/permissions/rows.js'
import { checkWrite } from '../../src/permissions/write.js'
import { type MemoryRow, type MemoryWorld, scopeIn } from '../support/memory-rows.js'
import { cell, lineCell, maySee, maySeeLine, mayWrite, type OracleWorld } from './oracle.js'
import { docFields, docValues, lineFields, modelOf, someActor, someData, somePolicy } from './policies.js'

const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000_000)

interface Case {
  readonly world: OracleWorld
  readonly memory: MemoryWorld
}

const someCase = fc.record({ policy: somePolicy, rows: someData, actor: someActor }).map(
  (world): Case => ({
    world,
    memory: { model: modelOf(world.policy), rows: world.rows, actor: world.actor, today: '2026-11-22', now: '2026-11-22T00:00:00.000Z' },
  }),
)

type Reader = (access: Access, memory: MemoryWorld, resource: string, row: MemoryRow) => Readonly<Record<string, string>> | null

/** As the reading side does: rows by `rowsOf`, then the grants that hit, then the view. */
const reader: Reader = (access, memory, resource, row) => {
  const scope = scopeIn(memory, resource, row)
  if (!holds(rowsOf(access), scope)) return null
  const plan = hitPlanFor(access)
  return Object.fromEntries(viewsFor(access).of(plan.hitsOf(plan.conditions.map((condition) => holds(condition, scope)))))
}

/** The bug of many systems: rows of all grants, fields of all grants, merged apart. */
const mergingReader: Reader = (access, memory, resource, row) => {
  const seen = holds(rowsOf(access), scopeIn(memory, resource, row))
  return seen ? Object.fromEntries(viewsFor(access).of(access.grants.map(() => true))) : null
}

const looks = (fields: readonly string[], view: Readonly<Record<string, string>> | null): readonly string[] | null =>
  view === null ? null : fields.map((field) => view[field] ?? 'hidden')

function expectedDoc(world: OracleWorld, row: MemoryRow): readonly string[] | null {
  return maySee(world, 'doc', row) ? docFields.map((field) => cell(world, 'doc', row, field)) : null
}

const runs = 500

describe(`permissions against an oracle (TEST_SEED=${seed})`, () => {
  it('shows exactly the cells the oracle shows, 10,000 documents and 15,000 lines', () => {
    fc.assert(
      fc.property(someCase, ({ world, memory }) => {
        const access = accessFor(memory.model, world.actor, 'doc', 'read')
        for (const row of world.rows.doc ?? [])
          expect(looks(docFields, reader(access, memory, 'doc', row))).toEqual(expectedDoc(world, row))
        const lines = accessFor(memory.model, world.actor, 'line', 'read')
        for (const row of world.rows.line ?? []) {
          const expected = maySeeLine(world, row) ? lineFields.map((field) => lineCell(world, row, field)) : null
          expect(looks(lineFields, reader(lines, memory, 'line', row))).toEqual(expected)
        }
      }),
      { seed, numRuns: runs },
    )
  })

  it('finds the same rows through branches as through one condition', () => {
    fc.assert(
      fc.property(someCase, ({ world, memory }) => {
        const access = accessFor(memory.model, world.actor, 'doc', 'read')
        for (const row of world.rows.doc ?? []) {
          const scope = scopeIn(memory, 'doc', row)
          expect(branchesOf(access).some((branch) => holds(branch, scope))).toBe(maySee(world, 'doc', row))
        }
      }),
      { seed, numRuns: 100 },
    )
  })

  it('allows exactly the writes the oracle allows, 10,000 of them', () => {
    const change = fc.record({
      action: fc.constantFrom('create', 'update'),
      values: fc.record(docValues),
      touched: fc.subarray([...docFields, 'lines.quantity']),
    })
    fc.assert(
      fc.property(someCase, fc.array(change, { minLength: 20, maxLength: 20 }), ({ world, memory }, changes) => {
        for (const [index, { action, values, touched }] of changes.entries()) {
          const before = action === 'create' ? null : ((world.rows.doc ?? [])[index] ?? null)
          const after: MemoryRow = { ...before, ...values, id: before?.id ?? '99' }
          expect(isAllowed(world.actor, memory, { action, before, after, touched })).toBe(
            mayWrite(world, action, { before, after, touched }),
          )
        }
      }),
      { seed, numRuns: runs },
    )
  })

  it('would notice grants that are merged apart', () => {
    const found = fc.check(
      fc.property(someCase, ({ world, memory }) => {
        const access = accessFor(memory.model, world.actor, 'doc', 'read')
        return (world.rows.doc ?? []).every(
          (row) => JSON.stringify(looks(docFields, mergingReader(access, memory, 'doc', row))) === JSON.stringify(expectedDoc(world, row)),
        )
      }),
      { seed, numRuns: runs, endOnFailure: true },
    )
    expect(found.failed).toBe(true)
  })
})

interface Change {
  readonly action: string
  readonly before: MemoryRow | null
  readonly after: MemoryRow
  readonly touched: readonly string[]
}

function isAllowed(actor: Actor, memory: MemoryWorld, { action, before, after, touched }: Change): boolean {
  const scoped = (row: MemoryRow) => scopeIn(memory, 'doc', row)
  return checkWrite({
    model: memory.model,
    actor,
    resource: 'doc',
    action,
    before: before === null ? null : scoped(before),
    after: scoped(after),
    touched,
  }).allowed
}
