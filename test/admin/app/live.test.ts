import { describe, expect, it } from '@jest/globals'
import { isHidden, type LiveContext } from '../../../src/admin/app/model/live.js'
import type { Field, Resource } from '../../../src/admin/app/model/model.js'
import { compare, literalOf, pathOf } from '../../../src/expressions/build.js'

const actor = { id: '1', department: null, departments: [], roles: [], warehouse: null }
const context: LiveContext = { model: { resources: new Map() } as never, known: new Map(), actor, today: '2026-01-01' }
const resource = { name: 'bill', field: new Map(['terms', 'contact'].map((name) => [name, { name, kind: 'text' }])) } as unknown as Resource
const shownFor = (path: readonly string[]) =>
  ({ name: 'deposit', visible: compare('eq', pathOf(path), literalOf('text', 'prepaid')) }) as unknown as Field
const placed = (values: Readonly<Record<string, unknown>>) => ({ resource, values, owner: null })

describe('a field with a rule of when it is shown', () => {
  it('is hidden on a record for which the rule does not hold', () => {
    expect(isHidden(context, shownFor(['terms']), placed({ terms: 'monthly' }))).toBe(true)
    expect(isHidden(context, shownFor(['terms']), placed({ terms: 'prepaid' }))).toBe(false)
  })

  it('is shown where the rule reads a record that is not at hand', () => {
    expect(isHidden(context, shownFor(['contact', 'terms']), placed({ contact: { id: '3', label: 'A' } }))).toBe(false)
  })
})
