import { describe, expect, it } from '@jest/globals'
import { literalOf } from '../../src/expressions/build.js'
import { accessFor } from '../../src/permissions/access.js'
import { assertReadablePath } from '../../src/permissions/readable-path.js'
import { assertMayWrite, checkWrite, presetsFor, writableFields } from '../../src/permissions/write.js'
import type { MemoryRow } from '../support/memory-rows.js'
import { scopeIn } from '../support/memory-rows.js'
import { lead, mine, model, rep, stranger, world } from './sample.js'

const change = (actor: typeof rep, after: Partial<MemoryRow> | null, touched: readonly string[], action = 'update') =>
  checkWrite({
    model,
    actor,
    resource: 'doc',
    action,
    before: scopeIn(world(actor), 'doc', mine),
    after: after === null ? null : scopeIn(world(actor), 'doc', { ...mine, ...after }),
    touched,
  })

describe('a write', () => {
  it('is allowed on one’s own row, and says which grant decided', () => {
    expect(change(rep, { amount: '6.00' }, ['amount', 'lines.quantity'])).toEqual({
      allowed: true,
      by: { '': 'doc.rep', amount: 'doc.rep', 'lines.quantity': 'doc.rep' },
    })
  })

  it('may not move a row out of what one may write', () =>
    expect(change(rep, { owner: '2' }, ['owner'])).toMatchObject({ code: 'new-row-refused' }))
  it('may not touch a row that was not one’s own', () => {
    const other = scopeIn(world(), 'doc', { ...mine, owner: '2' })
    expect(
      checkWrite({
        model,
        actor: rep,
        resource: 'doc',
        action: 'update',
        before: other,
        after: scopeIn(world(), 'doc', mine),
        touched: [],
      }),
    ).toMatchObject({ code: 'row-refused' })
  })
  it('must leave a row that passes the check', () =>
    expect(change(lead, { amount: '100.01' }, ['amount'])).toMatchObject({ code: 'new-row-refused' }))
  it('is bound by restrictions on the old row and on the new one', () => {
    expect(change(lead, { cost: '1000.00' }, ['cost'])).toMatchObject({ code: 'new-row-refused' })
    expect(change(lead, { cost: '999.00' }, ['cost'])).toMatchObject({ allowed: true })
  })
  it('names a readable field as unwritable, a hidden one as unknown, as if it did not exist', () => {
    expect(change(rep, {}, ['party'])).toMatchObject({ code: 'unwritable-field', fields: ['party'] })
    expect(change(rep, {}, ['lines.price'])).toMatchObject({ code: 'unknown-field' })
    expect(caught(() => assertMayWrite(writing(['cost'])))).toEqual(caught(() => assertMayWrite(writing(['nothing'])), 'nothing', 'cost'))
  })
  it('is an action of its own: a transition needs its grant, creating another', () => {
    expect(change(rep, {}, [], 'approve')).toMatchObject({ code: 'not-granted' })
    expect(change(lead, {}, [], 'approve')).toMatchObject({ allowed: true })
    expect(
      checkWrite({
        model,
        actor: lead,
        resource: 'doc',
        action: 'create',
        before: null,
        after: scopeIn(world(lead), 'doc', mine),
        touched: [],
      }),
    ).toMatchObject({ code: 'not-granted' })
  })
  it('tells a stranger nothing', () => expect(change(stranger, {}, [])).toMatchObject({ code: 'unknown-resource' }))
  it('is refused while one looks with another’s eyes', () =>
    expect(change({ ...rep, readOnly: true }, {}, [])).toMatchObject({ code: 'read-only' }))
  it('starts a new record with the role’s presets', () => {
    expect(presetsFor(model, rep, 'doc')).toEqual({ region: literalOf('text', 'north') })
    expect([...writableFields(accessFor(model, rep, 'doc', 'update'))]).toEqual(['owner', 'region', 'amount', 'lines', 'lines.quantity'])
  })
})

const writing = (touched: readonly string[]) => ({
  model,
  actor: rep,
  resource: 'doc',
  action: 'update',
  before: scopeIn(world(), 'doc', mine),
  after: scopeIn(world(), 'doc', mine),
  touched,
})

/** Everything an error shows, with one name written for another. */
function caught(work: () => unknown, from = '', to = ''): unknown {
  try {
    work()
  } catch (error) {
    const { code, text, errors } = error as { code: string; text: unknown; errors: unknown }
    return JSON.parse(JSON.stringify({ code, text, errors }).replaceAll(from === '' ? '\u0000' : from, to))
  }
  return 'nothing was thrown'
}

describe('a path', () => {
  it('is read when every step may be', () => {
    expect(assertReadablePath(model, rep, 'doc', ['party', 'name']).map((field) => field.name)).toEqual(['party', 'name'])
  })

  it.each([
    ['cost'],
    ['phone'],
    ['party.owner'],
    ['owner.name'],
    ['key'],
    ['amount.x'],
    ['lines.quantity'],
    ['toString'],
    ['__proto__'],
    ['party.party.party.party.name'],
  ])('%s answers as if it did not exist', (path) => {
    const hidden = caught(() => assertReadablePath(model, rep, 'doc', path.split('.')), path, 'zzz')
    expect(hidden).toEqual(caught(() => assertReadablePath(model, rep, 'doc', ['zzz'])))
    expect(hidden).toMatchObject({ code: 'unknown-field' })
  })

  it('does not read what is only masked, nor a secret that is shown by mistake', () => {
    expect(caught(() => assertReadablePath(model, lead, 'doc', ['phone']))).toMatchObject({ code: 'unknown-field' })
    expect(caught(() => assertReadablePath(model, lead, 'doc', ['key']))).toMatchObject({ code: 'unknown-field' })
  })
})
