import { describe, expect, it } from '@jest/globals'
import { definitionKey, findDefinition, keyedDefinitions, parseDefinitionKey, withDefinition } from '../../src/compile/definition-key.js'
import { tinyBill, tinyDefinitions } from '../support/tiny-definitions.js'

describe('the key of a definition', () => {
  it('says its kind and its name, both ways', () => {
    expect(parseDefinitionKey(definitionKey('resource', 'bill'))).toEqual({ kind: 'resource', name: 'bill' })
  })

  it.each(['bill', 'resource:', 'thing:bill', '', ':bill', 'toString:x'])('is not %p', (key) => {
    expect(parseDefinitionKey(key)).toBeUndefined()
  })

  it('finds the definition', () => {
    expect(findDefinition(tinyDefinitions, 'resource:bill')).toBe(tinyBill)
    expect(findDefinition(tinyDefinitions, 'resource:bil')).toBeUndefined()
  })

  it('is unique among all definitions', () => {
    const keys = keyedDefinitions(tinyDefinitions).map((one) => one.key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toContain('role:clerk')
  })

  it('puts a definition in the place of its namesake, at the end when it is new, and away', () => {
    const names = (definitions: typeof tinyDefinitions) => definitions.roles.map((role) => role.name)
    const label = { zh: '新', en: 'New' }
    expect(withDefinition(tinyDefinitions, 'role:clerk', { name: 'clerk', label }).roles[0]?.label).toEqual(label)
    expect(names(withDefinition(tinyDefinitions, 'role:guest', { name: 'guest', label }))).toEqual(['clerk', 'chief', 'guest'])
    expect(names(withDefinition(tinyDefinitions, 'role:clerk', null))).toEqual(['chief'])
  })
})
