import { describe, expect, it } from '@jest/globals'
import { mistakesIn, problemsOf, tinyWith } from '../support/problems-of.js'
import { tinyDefinitions } from '../support/tiny-definitions.js'

type Json = Readonly<Record<string, unknown>>

/** A change of one resource of the tiny company, and the one complaint it earns. */
const mistakes: readonly (readonly [string, string, Json, string])[] = [
  ['a name that is not camelCase', 'bill', { fields: { Bad_Name: { kind: 'text' } } }, 'resource:bill.fields.Bad_Name bad-name'],
  ['a field every record has', 'bill', { fields: { version: { kind: 'text' } } }, 'resource:bill.fields.version reserved-name'],
  [
    'a field called like a word of the query language',
    'bill',
    { fields: { and: { kind: 'text' } } },
    'resource:bill.fields.and reserved-name',
  ],
  ['two fields in one column', 'bill', { fields: { contactId: { kind: 'text' } } }, 'resource:bill.fields.contactId column-clash'],
  [
    'a transition called like a route',
    'bill',
    { workflow: { transitions: { history: { from: 'draft', to: 'open' } } } },
    'resource:bill.workflow.transitions.history reserved-name',
  ],
  ['a label without Chinese', 'bill', { label: { zh: '' } }, 'resource:bill.label missing-text'],
  ['a title that is no field', 'bill', { title: 'nummer' }, 'resource:bill.title unknown-title'],
  ['a title that is a number', 'bill', { title: 'total' }, 'resource:bill.title title-not-text'],
  [
    'a reference to nothing',
    'bill',
    { fields: { other: { kind: 'belongsTo', target: 'contakt' } } },
    'resource:bill.fields.other.target unknown-resource',
  ],
  [
    'many of what does not refer back',
    'bill',
    { fields: { contacts: { kind: 'hasMany', target: 'contact' } } },
    'resource:bill.fields.contacts no-back-reference',
  ],
  [
    'many by a field that is not there',
    'contact',
    { fields: { bills: { by: 'kontact' } } },
    'resource:contact.fields.bills.by unknown-back-reference',
  ],
  [
    'lines of lines',
    'billLine',
    { fields: { parts: { kind: 'hasMany', target: 'contact', owned: true, by: 'owner' } } },
    'resource:billLine.fields.parts nested-lines',
  ],
  [
    'lines with a workflow',
    'billLine',
    { workflow: { states: ['draft'], transitions: {} } },
    'resource:bill.fields.lines line-with-workflow',
  ],
  ['a select without options', 'bill', { fields: { way: { kind: 'select' } } }, 'resource:bill.fields.way.options no-options'],
  [
    'a default that is no option',
    'bill',
    { fields: { way: { kind: 'select', options: ['cash'], default: 'cahs' } } },
    'resource:bill.fields.way.default unknown-option',
  ],
  [
    'an option twice',
    'bill',
    { fields: { way: { kind: 'select', options: ['cash', 'cash'] } } },
    'resource:bill.fields.way.options duplicate-option',
  ],
  [
    'a pattern without a counter',
    'bill',
    { fields: { number: { pattern: 'B{yyyy}' } } },
    'resource:bill.fields.number.pattern bad-pattern',
  ],
  [
    'a pattern with an unknown token',
    'bill',
    { fields: { number: { pattern: 'B{week}{000}' } } },
    'resource:bill.fields.number.pattern bad-pattern',
  ],
  [
    'more digits behind the point than there are',
    'bill',
    { fields: { cost: { precision: 2, scale: 4 } } },
    'resource:bill.fields.cost precision-out-of-range',
  ],
  [
    'a length out of range',
    'bill',
    { fields: { memo: { kind: 'text', length: 5000 } } },
    'resource:bill.fields.memo.length length-out-of-range',
  ],
  [
    'a long text that shall be unique',
    'bill',
    { fields: { memo: { kind: 'text', length: 900, unique: true } } },
    'resource:bill.fields.memo.unique unique-too-long',
  ],
  [
    'unique together with nothing',
    'bill',
    { fields: { memo: { kind: 'text', unique: ['contakt'] } } },
    'resource:bill.fields.memo.unique unknown-field',
  ],
  [
    'more text than fits into one row',
    'bill',
    { fields: Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`memo${index}`, { kind: 'text', length: 2000 }])) },
    'resource:bill.fields row-too-wide',
  ],
  ['a lower limit above the upper', 'bill', { fields: { cost: { min: 5, max: 1 } } }, 'resource:bill.fields.cost bad-limit'],
  [
    'a default from nowhere',
    'bill',
    { fields: { memo: { kind: 'text', default: { from: 'contact.nam' } } } },
    'resource:bill.fields.memo.default unknown-path',
  ],
  [
    'a default of another kind',
    'bill',
    { fields: { memo: { kind: 'date', default: { from: 'contact.name' } } } },
    'resource:bill.fields.memo.default bad-default',
  ],
  [
    'a default of a computed field',
    'bill',
    { fields: { total: { default: 0 } } },
    'resource:bill.fields.total.default default-of-computed',
  ],
  ['a kind that is none', 'bill', { fields: { memo: { kind: 'texte' } } }, 'resource:bill.fields.memo.kind unknown-kind'],
  ['a misspelt key', 'bill', { fields: { memo: { kind: 'text', requird: true } } }, 'resource:bill.fields.memo.requird unknown-key'],
  ['a list where a text belongs', 'bill', { title: ['number'] }, 'resource:bill.title wrong-shape'],
  ['a resource without fields', 'bill', { fields: null }, 'resource:bill.fields missing-key'],
  ['a list of a field that is not there', 'bill', { screens: { list: ['nummer'] } }, 'resource:bill.screens.list unknown-field'],
  ['an order that cannot be', 'bill', { screens: { sort: 'lines' } }, 'resource:bill.screens.sort cannot-sort'],
  ['a board by a date', 'bill', { screens: { board: { by: 'billedOn' } } }, 'resource:bill.screens.board.by unknown-field'],
  ['a print that is not there', 'bill', { screens: { print: ['letter'] } }, 'resource:bill.screens.print unknown-print'],
  [
    'a number dated by what is no day',
    'bill',
    { fields: { number: { dated: 'createdAt' } } },
    'resource:bill.fields.number.dated unknown-field',
  ],
  ['an area that is not there', 'bill', { area: 'offices' }, 'resource:bill.area unknown-area'],
]

describe('a mistake in a resource', () => {
  it.each(mistakes)('%s', (_what, resource, patch, complaint) => {
    expect(mistakesIn(tinyWith(resource, patch))).toContain(complaint)
  })

  it('is told with the name that was meant', () => {
    const [found] = problemsOf(tinyWith('bill', { title: 'numbre' }))
    expect(found?.hint).toEqual({ zh: '是否想写“number”？', en: 'Did you mean “number”?' })
  })

  it('is told together with all others, sorted by place', () => {
    const found = mistakesIn(tinyWith('bill', { title: 'nummer', area: 'nowhere', fields: { cost: { min: 5, max: 1 } } }))
    expect(found).toEqual(['resource:bill.area unknown-area', 'resource:bill.fields.cost bad-limit', 'resource:bill.title unknown-title'])
  })

  it('is a name used twice', () => {
    const twice = { ...tinyDefinitions, resources: [...tinyDefinitions.resources, ...tinyDefinitions.resources.slice(0, 1)] }
    expect(mistakesIn(twice)).toEqual(['resource:user duplicate-name'])
  })

  it('is a table of the platform', () => {
    expect(mistakesIn(tinyWith('bill', { name: 'djAudit' }))).toContain('resource:djAudit reserved-name')
  })

  it('is a company without users', () => {
    const without = { ...tinyDefinitions, resources: tinyDefinitions.resources.filter((one) => one.name !== 'user') }
    expect(mistakesIn(without)).toContain('resource:user missing-resource')
  })

  it('is the only thing that is complained of: the tiny company itself has none', () => {
    expect(problemsOf(tinyDefinitions)).toEqual([])
  })
})
