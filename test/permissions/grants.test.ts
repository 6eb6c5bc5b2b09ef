import { describe, expect, it } from '@jest/globals'
import { holds } from '../../src/expressions/evaluate.js'
import { printFormula } from '../../src/expressions/print.js'
import { accessFor, canSee } from '../../src/permissions/access.js'
import { explain } from '../../src/permissions/explain.js'
import { lineViewOf, readableFields, viewOf } from '../../src/permissions/fields.js'
import { maskValue } from '../../src/permissions/mask-value.js'
import { branchesOf, hitPlanFor, rowsOf } from '../../src/permissions/rows.js'
import { viewAsAccess } from '../../src/permissions/view-as.js'
import { scopeIn } from '../support/memory-rows.js'
import { anActor } from './policies.js'
import { lead, mine, model, rep, stranger, world } from './sample.js'

describe('grants', () => {
  const both = anActor('1', ['rep', 'auditor'])

  it('are not merged apart: the cost is seen, on every row; the amount on one’s own', () => {
    const access = accessFor(model, both, 'doc', 'read')
    const amount = readableFields(access).get('amount') ?? 'all'
    expect(readableFields(access).get('cost')).toBe('all')
    expect(amount === 'all' ? amount : printFormula(amount)).toBe('owner = actor.id')
  })

  it('need one branch a distinct condition, and one alone when some grant is unconditional', () => {
    expect(branchesOf(accessFor(model, both, 'doc', 'read'))).toHaveLength(1)
    expect(branchesOf(accessFor(model, anActor('1', ['rep', 'lead']), 'doc', 'read'))).toHaveLength(2)
    expect(branchesOf(accessFor(model, stranger, 'doc', 'read'))).toHaveLength(0)
    expect(holds(rowsOf(accessFor(model, stranger, 'doc', 'read')), scopeIn(world(), 'doc', mine))).toBe(false)
  })

  it('show no cell when none matches', () => {
    const access = accessFor(model, both, 'doc', 'read')
    expect([...viewOf(access, [false, false])]).toEqual([])
    expect(viewOf(access, [false, true]).get('amount')).toBeUndefined()
    expect(hitPlanFor(access).hitsOf([false])).toEqual([false, true])
  })

  it('of an owner are its lines’', () => {
    const access = accessFor(model, rep, 'line', 'read')
    expect(printFormula(rowsOf(access))).toBe('doc.owner = actor.id')
    expect(viewOf(access, [true]).get('price')).toBe('mask')
    expect(lineViewOf(accessFor(model, rep, 'doc', 'read'), [true], 'lines').get('quantity')).toBe('show')
    expect([
      canSee(model, rep, 'line'),
      canSee(model, lead, 'line'),
      canSee(model, rep, 'nothing'),
      canSee(model, rep, 'constructor'),
    ]).toEqual([true, false, false, false])
  })

  it('shrink to what both may see while one looks with another’s eyes', () => {
    const access = viewAsAccess(accessFor(model, lead, 'doc', 'read'), accessFor(model, rep, 'doc', 'read'), rep)
    expect(printFormula(rowsOf(access))).toBe("cost < 1000 and region = 'north' and owner = '1'")
    expect([viewOf(access, [true]).get('amount'), viewOf(access, [true]).get('cost')]).toEqual(['show', undefined])
  })
})

describe('an explanation', () => {
  it('says which grant decided, and each field through which', () => {
    const actor = anActor('1', ['rep', 'auditor'])
    const found = explain({ model, actor, action: 'read', resource: 'doc', row: scopeIn(world(actor), 'doc', { ...mine, owner: '2' }) })
    expect(found).toMatchObject({ allowed: true, decidedBy: ['doc.auditor'], fields: { region: { how: 'show', by: ['doc.auditor'] } } })
    expect(found.fields.amount).toBeUndefined()
    expect(found.tried.map(({ id, holdsRole, matches }) => [id, holdsRole, matches])).toEqual([
      ['doc.rep', true, false],
      ['doc.lead', false, true],
      ['doc.auditor', true, true],
    ])
  })

  it('names the restriction that stands in the way', () => {
    const row = scopeIn(world(lead), 'doc', { ...mine, cost: '5000.00' })
    expect(explain({ model, actor: lead, action: 'approve', resource: 'doc', row })).toMatchObject({
      allowed: false,
      decidedBy: [],
      restriction: { rows: 'cost < 1000', holds: false },
      reason: { en: 'A restriction excludes this record.' },
    })
  })

  it('says in general what a role gives', () => {
    expect(explain({ model, actor: rep, action: 'approve', resource: 'doc', row: null })).toMatchObject({
      allowed: false,
      reason: { en: 'No role grants this action.' },
    })
    expect(explain({ model, actor: rep, action: 'update', resource: 'doc', row: null })).toMatchObject({
      allowed: true,
      decidedBy: ['doc.rep'],
    })
  })
})

describe('a masked value', () => {
  it.each([
    ['phone', '13800138000', '••••8000'],
    ['phone', '12345', '••••'],
    ['last4', '6222020200112233', '••••2233'],
    ['email', 'ada@example.com', 'a••••@example.com'],
    ['email', '@x', '••••'],
    ['name', '张三丰', '张**'],
    ['name', '张', '••••'],
    ['dots', 'anything', '••••'],
  ] as const)('%s: %s → %s', (mask, value, expected) => expect(maskValue({ mask, value: 'text' }, value)).toBe(expected))

  it('shows nothing of a number, and nothing where there is nothing', () => {
    expect(maskValue({ mask: 'last4', value: 'decimal' }, '12345678.90')).toBe('••••')
    expect(maskValue({ mask: 'phone', value: 'text' }, null)).toBeNull()
  })
})
