/** Misspelt names in a definition are red in the editor. Each expected error is checked by `types.test.ts`: without it this file does not compile. */
import { actor, belongsTo, date, defineResource, hasMany, money, select, text } from '../../../src/define/index.js'

const label = { zh: '单', en: 'Bill' }
const fields = { number: text(), contact: belongsTo('contact'), billedOn: date(), total: money(), lines: hasMany('line', { owned: true }) }
const scopes = { own: { contact: actor('id') } }
const workflow = { states: ['draft', 'open'], transitions: { submit: { from: 'draft', to: 'open' } } } as const

// @ts-expect-error the title is a field of the resource
export const title = defineResource({ name: 'bill', label, title: 'nummer', fields })

// @ts-expect-error a list shows fields of the resource
export const list = defineResource({ name: 'bill', label, title: 'number', fields, screens: { list: ['nummer'] } })

// @ts-expect-error a filter names fields of the resource
export const filter = defineResource({ name: 'bill', label, title: 'number', fields, screens: { filter: ['statsu'] } })

// @ts-expect-error a form shows fields of the resource
export const form = defineResource({ name: 'bill', label, title: 'number', fields, screens: { form: { basics: ['totl'] } } })

// @ts-expect-error a board is made by a field of the resource
export const board = defineResource({ name: 'bill', label, title: 'number', fields, screens: { board: { by: 'state' } } })

export const action = defineResource({
  name: 'bill',
  label,
  title: 'number',
  fields,
  workflow,
  // @ts-expect-error an action is a standard one or a transition
  permissions: { clerk: { can: ['sumbit'], rows: 'all' } },
})

export const rows = defineResource({
  name: 'bill',
  label,
  title: 'number',
  fields,
  scopes,
  // @ts-expect-error rows are all, a scope or a condition
  permissions: { clerk: { can: ['read'], rows: 'onw' } },
})

export const to = defineResource({
  name: 'bill',
  label,
  title: 'number',
  fields,
  // @ts-expect-error a transition ends in a state of the workflow
  workflow: { states: ['draft', 'open'], transitions: { submit: { from: 'draft', to: 'opne' } } },
})

export const from = defineResource({
  name: 'bill',
  label,
  title: 'number',
  fields,
  // @ts-expect-error a transition starts in a state of the workflow
  workflow: { states: ['draft', 'open'], transitions: { submit: { from: 'darft', to: 'open' } } },
})

// @ts-expect-error a label is in both languages
export const labelled = defineResource({ name: 'bill', label: { zh: '单' }, title: 'number', fields })

// @ts-expect-error an option a field does not know
export const option = text({ requird: true })

// @ts-expect-error a choice needs something to choose from
export const choice = select({ default: 'a' })

// @ts-expect-error the actor has no such attribute
export const attribute = actor('team')

// @ts-expect-error a mask is one of the known ones
export const mask = text({ mask: 'stars' })

export const fine = defineResource({
  name: 'bill',
  label,
  title: 'number',
  fields,
  scopes,
  workflow,
  permissions: { clerk: { can: ['read', 'submit'], rows: 'own' } },
  screens: {
    list: ['number', 'contact.name', 'status', 'createdAt'],
    filter: ['status'],
    form: { basics: ['number'] },
    board: { by: 'status' },
  },
})
