import { expect, it } from '@jest/globals'
import { compile } from '../../src/compile/compile.js'
import { type ChangeDraft, drafted } from '../../src/design/draft.js'
import { applyOverlay, emptyOverlay, type Overlay } from '../../src/design/overlay.js'
import { modelOf, tinyDefinitions } from '../support/tiny-definitions.js'

let drawn = 0
const ground = (overlay: Overlay = emptyOverlay) => ({
  core: tinyDefinitions,
  overlay,
  fieldId: () => {
    drawn += 1
    return `id${drawn}`
  },
})
const field = { kind: 'text', label: { zh: '颜色', en: 'Colour' } }
const addColour: ChangeDraft = { set: [{ definition: 'resource:contact', patch: { fields: { x_colour: field } } }], add: [] }
const dropColour: ChangeDraft = { set: [{ definition: 'resource:contact', patch: { fields: { x_colour: null } } }], add: [] }

it('adds a field in the browser, and the model has it', () => {
  const { definitions, problems } = drafted(ground(), addColour)

  expect(problems).toEqual([])
  expect(modelOf(definitions).resources.contact?.fields.x_colour).toMatchObject({ name: 'x_colour', kind: 'text' })
})

it('refuses a field without the prefix, and says how to write it', () => {
  const draft = { set: [{ definition: 'resource:contact', patch: { fields: { colour: field } } }], add: [] }

  const { problems } = drafted(ground(), draft)

  expect(problems).toMatchObject([{ code: 'site-prefix', at: 'resource:contact.fields.colour' }])
})

it('tells of a definition that is not there, with the nearest name', () => {
  const { problems } = drafted(ground(), { set: [{ definition: 'resource:contct', patch: {} }], add: [] })

  expect(problems[0]).toMatchObject({ code: 'unknown-definition', hint: { en: 'Did you mean “resource:contact”?' } })
})

it('lets a field that was taken away and made anew inherit neither grants nor values', () => {
  const added = drafted(ground(), addColour).overlay
  const shown = {
    set: [
      { definition: 'resource:contact', patch: { permissions: { chief: { can: ['read'], rows: 'all', show: ['name', 'x_colour'] } } } },
    ],
    add: [],
  }
  const granted = drafted(ground(added), shown).overlay
  const again = drafted(ground(drafted(ground(granted), dropColour).overlay), addColour).overlay

  const before = modelOf(applyOverlay(tinyDefinitions, granted)).resources.contact
  const after = modelOf(applyOverlay(tinyDefinitions, again)).resources.contact

  expect(Object.keys(before?.grants.find((grant) => grant.role === 'chief')?.fields ?? {})).toContain('x_colour')
  expect(Object.keys(after?.grants.find((grant) => grant.role === 'chief')?.fields ?? {})).not.toContain('x_colour')
  expect(after?.fields.x_colour?.column).not.toBe(before?.fields.x_colour?.column)
})

it('adds a whole resource', () => {
  const resource = {
    kind: 'resource',
    name: 'x_visit',
    label: { zh: '拜访', en: 'Visit' },
    title: 'x_what',
    fields: { x_what: { kind: 'text', label: { zh: '事由', en: 'What' } } },
    permissions: { clerk: { can: ['read', 'create'], rows: 'all' } },
  }

  const { definitions, problems } = drafted(ground(), { set: [], add: [resource] })

  expect(problems).toEqual([])
  expect(modelOf(definitions).resources.x_visit?.fields.x_what?.label.en).toBe('What')
})

it('refuses a grant that breaks a saved example of who may do what', () => {
  const policy = {
    kind: 'policy',
    name: 'x_clerkSeesNoCost',
    label: { zh: '文员看不到成本', en: 'Clerks see no cost' },
    role: 'clerk',
    action: 'read',
    resource: 'bill',
    field: 'cost',
    may: false,
  }
  const saved = drafted(ground(), { set: [], add: [policy] })
  const opened = { set: [{ definition: 'resource:bill', patch: { permissions: { clerk: { hide: [] } } } }], add: [] }

  const { definitions } = drafted(ground(saved.overlay), opened)

  expect(saved.problems).toEqual([])
  expect(compile(saved.definitions, 1)).toHaveProperty('model')
  expect(compile(definitions, 2)).toMatchObject({ problems: [{ code: 'policy-broken', at: 'policy:x_clerkSeesNoCost' }] })
})
