import { describe, expect, it } from '@jest/globals'
import { mistakesIn, tinyWith } from '../support/problems-of.js'

type Json = Readonly<Record<string, unknown>>

const money = (formula: string): Json => ({ kind: 'money', formula })
const step = (more: Json): Json => ({ workflow: { transitions: { submit: more } } })
const closed = (requires: string): Json => step({ requires, otherwise: { zh: '不行', en: 'no' } })
const rule = (must: string): Json => ({ rules: { odd: { must, message: { zh: '错', en: 'wrong' } } } })
const pin = { kind: 'secret' }
const memo = (more: Json): Json => ({ fields: { pin, memo: { kind: 'text', ...more } } })
const grant = (more: Json): Json => ({ permissions: { chief: more } })

const mistakes: readonly (readonly [string, string, Json, string])[] = [
  ['a formula that is none', 'bill', { fields: { x: money('total +') } }, 'resource:bill.fields.x.formula unexpected-end'],
  ['a formula of an unknown field', 'bill', { fields: { x: money('totle * 2') } }, 'resource:bill.fields.x.formula unknown-field'],
  ['a formula that adds a text', 'billLine', { fields: { x: money('what + 1') } }, 'resource:billLine.fields.x.formula wrong-type'],
  ['a formula that yields another kind', 'bill', { fields: { x: money('billedOn') } }, 'resource:bill.fields.x.formula wrong-type'],
  ['formulas in a circle', 'bill', { fields: { x: money('y'), y: money('x') } }, 'resource:bill.fields.x.formula formula-cycle'],
  [
    'a formula over a reference',
    'bill',
    { fields: { x: money('contact.open') } },
    'resource:bill.fields.x.formula formula-reads-reference',
  ],
  [
    'a formula that depends on who looks',
    'bill',
    { fields: { x: { kind: 'boolean', formula: 'createdBy = actor.id' } } },
    'resource:bill.fields.x.formula formula-not-data',
  ],
  [
    'a number computed for a reference',
    'bill',
    { fields: { x: { kind: 'belongsTo', target: 'user', formula: 'createdBy' } } },
    'resource:bill.fields.x.formula cannot-compute',
  ],
  ['a sum over no relation', 'bill', { fields: { x: money('sum(cost.amount)') } }, 'resource:bill.fields.x.formula not-a-relation'],
  [
    'a roll-up inside a formula',
    'contact',
    { fields: { x: money('sum(bills.total) + 1') } },
    'resource:contact.fields.x.formula rollup-in-formula',
  ],
  ['a rule over rows of other documents', 'contact', rule('count(bills) < 9'), 'resource:contact.rules.odd.must rollup-in-formula'],
  [
    'a requirement over rows of other documents',
    'bill',
    { fields: { copies: { kind: 'hasMany', target: 'contact', by: 'copyOf' } }, ...closed('count(copies) = 0') },
    'resource:bill.workflow.transitions.submit.requires rollup-in-formula',
  ],
  [
    'a formula over rows of what is referred to',
    'bill',
    { fields: { x: money('count(contact.bills)') } },
    'resource:bill.fields.x.formula aggregate-too-far',
  ],
  [
    'a requirement over rows of what is referred to',
    'bill',
    closed('count(contact.bills) < 9'),
    'resource:bill.workflow.transitions.submit.requires aggregate-too-far',
  ],
  ['a rule of a line over rows', 'billLine', rule('count(bill.lines) < 9'), 'resource:billLine.rules.odd.must aggregate-too-far'],
  [
    'a sum inside a sum',
    'bill',
    rule('sum(lines.amount, count(lines.bill.lines) > 1) > 0'),
    'resource:bill.rules.odd.must nested-aggregate',
  ],
  [
    'a roll-up that reads too far',
    'contact',
    { fields: { x: money("sum(bills.total, contact.name = 'a')") } },
    'resource:contact.fields.x.formula rollup-reads-too-far',
  ],
  [
    'a roll-up of the greatest',
    'contact',
    { fields: { x: money('max(bills.total)') } },
    'resource:contact.fields.x.formula rollup-function',
  ],
  [
    'a roll-up that depends on the day',
    'contact',
    { fields: { x: money('sum(bills.total, billedOn < today)') } },
    'resource:contact.fields.x.formula rollup-too-deep',
  ],
  ['a formula of a secret', 'bill', memo({ formula: 'pin' }), 'resource:bill.fields.memo.formula reads-secret'],
  ['a default out of a secret', 'bill', memo({ default: { ref: 'pin' } }), 'resource:bill.fields.memo.default reads-secret'],
  [
    'a transition that copies a secret',
    'bill',
    { ...memo({}), ...step({ set: { memo: { ref: 'pin' } } }) },
    'resource:bill.workflow.transitions.submit.set.memo reads-secret',
  ],
  ['a transition that asks for a secret', 'bill', step({ ask: { pin } }), 'resource:bill.workflow.transitions.submit.ask.pin reads-secret'],
  [
    'a document made out of a secret',
    'bill',
    { ...memo({}), ...step({ make: { bill: { set: { memo: { ref: 'pin' } } } } }) },
    'resource:bill.workflow.transitions.submit.make.bill.set.memo reads-secret',
  ],
  [
    'a preset out of a secret',
    'bill',
    { ...memo({}), ...grant({ presets: { memo: { ref: 'pin' } } }) },
    'resource:bill.permissions.chief.presets.memo reads-secret',
  ],
  [
    'a reveal of what is not read',
    'bill',
    { fields: { margin: { reveals: { fields: ['cots'], because: 'it is known' } } } },
    'resource:bill.fields.margin.formula.reveals unknown-reveal',
  ],
  [
    'required in an unknown state',
    'bill',
    { fields: { contact: { required: 'drafd' } } },
    'resource:bill.fields.contact.required unknown-option',
  ],
  [
    'a choice among what is not there',
    'bill',
    { fields: { contact: { where: { nam: 'a' } } } },
    'resource:bill.fields.contact.where unknown-field',
  ],
  [
    'a rule of unlike things',
    'bill',
    { rules: { odd: { must: { billedOn: { gt: 'soon' } }, message: { zh: '错', en: 'wrong' } } } },
    'resource:bill.rules.odd.must wrong-type',
  ],
  [
    'a rule that stands beside no field',
    'bill',
    { rules: { odd: { must: 'total >= 0', at: 'totl', message: { zh: '错', en: 'wrong' } } } },
    'resource:bill.rules.odd.at unknown-field',
  ],
  ['a scope of an unknown field', 'bill', { scopes: { mine: { ownr: { actor: 'id' } } } }, 'resource:bill.scopes.mine unknown-field'],
  [
    'a state nobody reaches',
    'bill',
    { workflow: { states: ['draft', 'open', 'paid', 'lost'] } },
    'resource:bill.workflow.states.lost unreachable-state',
  ],
  ['a transition to nowhere', 'bill', step({ to: 'opn' }), 'resource:bill.workflow.transitions.submit.to unknown-state'],
  ['a transition from nowhere', 'bill', step({ from: [] }), 'resource:bill.workflow.transitions.submit.from no-from'],
  [
    'a closed door without a reason',
    'bill',
    step({ requires: 'total > 0' }),
    'resource:bill.workflow.transitions.submit.otherwise no-otherwise',
  ],
  [
    'a requirement that is no condition',
    'bill',
    step({ requires: 'total', otherwise: { zh: '无', en: 'no' } }),
    'resource:bill.workflow.transitions.submit.requires wrong-type',
  ],
  [
    'a transition that sets a sum',
    'bill',
    step({ set: { total: 0 } }),
    'resource:bill.workflow.transitions.submit.set.total write-to-computed',
  ],
  ['a job that is not there', 'bill', step({ enqueue: ['tell-all'] }), 'resource:bill.workflow.transitions.submit.enqueue unknown-job'],
  [
    'a ledger that is not there',
    'bill',
    step({ post: [{ post: 'stock', move: 'issue', lines: 'lines' }] }),
    'resource:bill.workflow.transitions.submit.post.0.post unknown-ledger',
  ],
  [
    'a document that is not there',
    'bill',
    step({ make: { letter: { set: {} } } }),
    'resource:bill.workflow.transitions.submit.make.letter unknown-resource',
  ],
  [
    'a made document with a sum set',
    'bill',
    step({ make: { bill: { set: { total: 1 } } } }),
    'resource:bill.workflow.transitions.submit.make.bill.set.total write-to-computed',
  ],
  [
    'a following transition that is not there',
    'bill',
    step({ then: { contact: 'close' } }),
    'resource:bill.workflow.transitions.submit.then.contact unknown-transition',
  ],
  [
    'an answer nobody is asked for',
    'bill',
    step({ set: { memo: { answer: 'why' } } }),
    'resource:bill.workflow.transitions.submit.set.memo unknown-answer',
  ],
  [
    'a role that is not there',
    'bill',
    { permissions: { clark: { can: ['read'], rows: 'all' } } },
    'resource:bill.permissions.clark unknown-role',
  ],
  ['an action that is not there', 'bill', grant({ can: ['raed'] }), 'resource:bill.permissions.chief.can unknown-action'],
  ['a scope that is not there', 'bill', grant({ rows: 'owm' }), 'resource:bill.permissions.chief.rows unknown-scope'],
  ['a hidden field that is not there', 'bill', grant({ hide: ['cots'] }), 'resource:bill.permissions.chief.hide unknown-field'],
  ['a hidden tag that is nowhere', 'bill', grant({ hide: ['#csot'] }), 'resource:bill.permissions.chief.hide unknown-tag'],
  ['a line field that is not there', 'bill', grant({ show: ['lines.prize'] }), 'resource:bill.permissions.chief.show unknown-field'],
  ['a right to write a sum', 'bill', grant({ write: ['total'] }), 'resource:bill.permissions.chief.write write-to-computed'],
  [
    'grants on lines',
    'billLine',
    { permissions: { chief: { can: ['read'], rows: 'all' } } },
    'resource:billLine.permissions grant-on-lines',
  ],
  [
    'a preset of another kind',
    'bill',
    grant({ presets: { billedOn: 'soon' } }),
    'resource:bill.permissions.chief.presets.billedOn wrong-type',
  ],
  [
    'an alert of an unknown field',
    'bill',
    { alerts: { late: { when: { due: 1 }, severity: 'info', notify: ['chief'], message: { zh: '迟', en: 'late' } } } },
    'resource:bill.alerts.late.when unknown-field',
  ],
  [
    'an alert that names an unknown fact',
    'bill',
    { alerts: { late: { when: {}, severity: 'info', notify: ['chief'], message: { zh: '{due}', en: '{due}' } } } },
    'resource:bill.alerts.late.message unknown-path',
  ],
  [
    'an alert nobody hears',
    'bill',
    { alerts: { late: { when: {}, severity: 'info', notify: [], message: { zh: '迟', en: 'late' } } } },
    'resource:bill.alerts.late.notify nobody-notified',
  ],
]

describe('a mistake in how a resource behaves', () => {
  it.each(mistakes)('%s', (_what, resource, patch, complaint) => {
    expect(mistakesIn(tinyWith(resource, patch))).toContain(complaint)
  })

  it('is not a secret that goes into another', () => {
    expect(mistakesIn(tinyWith('bill', { fields: { pin, second: { kind: 'secret', default: { ref: 'pin' } } } }))).toEqual([])
  })
})
