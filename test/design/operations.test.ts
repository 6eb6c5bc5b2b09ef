import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { operationsOf } from '../../src/design/merge-patch.js'
import { applyOperation, type JsonObject, listOperations } from '../../src/design/operations.js'

const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { maxLength: 8 })

it('turns any list of names into any other', () => {
  fc.assert(
    fc.property(names, names, (before, after) => {
      const operations = listOperations(['list'], before, after)
      expect(operations.reduce(applyOperation, { list: before } as JsonObject)).toEqual({ list: after })
    }),
  )
})

it('keeps a name that a later release adds to a list an administrator has changed', () => {
  const operations = listOperations(['list'], ['number', 'total'], ['number', 'x_colour', 'total'])

  const later = operations.reduce(applyOperation, { list: ['number', 'dueOn', 'total'] } as JsonObject)

  expect(later).toEqual({ list: ['number', 'x_colour', 'dueOn', 'total'] })
})

it('leaves a hidden name hidden when a later release moves it', () => {
  const operations = listOperations(['list'], ['number', 'note', 'total'], ['number', 'total'])

  expect(operations.reduce(applyOperation, { list: ['note', 'total', 'number'] } as JsonObject)).toEqual({ list: ['total', 'number'] })
})

it('reads a merge patch: null takes away, objects go deeper, the rest is set', () => {
  const document = { label: { zh: '甲', en: 'A' }, permissions: { clerk: { can: ['read'] }, chief: { can: ['read'] } } }
  const patch = { label: { en: 'B' }, permissions: { clerk: null, chief: { can: ['read', 'update'] } }, menu: 3 }

  const after = operationsOf(document, patch).reduce(applyOperation, document as JsonObject)

  expect(after).toEqual({ label: { zh: '甲', en: 'B' }, permissions: { chief: { can: ['read', 'update'] } }, menu: 3 })
})

it('finds nothing to do in a patch that says what is there already', () => {
  const document = { label: { zh: '甲' }, list: ['a', 'b'], size: 3 }

  expect(operationsOf(document, { label: { zh: '甲' }, list: ['a', 'b'], size: 3, gone: null })).toEqual([])
})
