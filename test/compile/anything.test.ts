import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { definitions } from '../../resources/index.js'
import { compile } from '../../src/compile/compile.js'
import type { Definitions } from '../../src/define/definitions.js'
import { tinyDefinitions } from '../support/tiny-definitions.js'

const seed = Date.now()

/** Every place inside a document, as the keys that lead to it. */
function placesIn(part: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof part !== 'object' || part === null) return [path]
  return [path, ...Object.entries(part).flatMap(([key, inner]) => placesIn(inner, [...path, key]))]
}

function replacedAt(part: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(part)) return part.map((one, index) => (String(index) === key ? replacedAt(one, rest, value) : one))
  const record = part as Readonly<Record<string, unknown>>
  return { ...record, [key]: replacedAt(record[key], rest, value) }
}

/** Words that mean something somewhere, and things that mean nothing anywhere. */
const anything = fc.oneof(
  fc.constantFrom(
    '',
    'bill',
    'total',
    'lines',
    'status',
    'draft',
    'owner',
    'sum(lines.amount)',
    'total + 1',
    '#cost',
    '-billedOn',
    'id',
    '__proto__',
    'hasMany',
    'belongsTo',
  ),
  fc.constantFrom(
    null,
    undefined,
    true,
    false,
    0,
    -1,
    1e21,
    [],
    {},
    [null],
    [[]],
    { zh: 'a', en: 'b' },
    { kind: 'text' },
    { actor: 'id' },
    { ref: 'contact.name' },
    { from: 'a.b' },
  ),
  fc.jsonValue({ maxDepth: 2 }),
)

/** The lists of a document are always lists: they are the platform's own. */
const inside = (of: Definitions): readonly (readonly string[])[] => placesIn(of.resources).filter((path) => path.length > 0)

describe(`whatever stands in a definition (seed ${seed})`, () => {
  it('compiles to a model or to problems, and never fails', () => {
    const places = inside(tinyDefinitions)
    const property = fc.property(fc.constantFrom(...places), anything, (path, value) => {
      const resources = replacedAt(tinyDefinitions.resources, path, value) as Definitions['resources']
      const compiled = compile({ ...tinyDefinitions, resources }, 1)
      return 'model' in compiled || compiled.problems.length > 0
    })
    fc.assert(property, { seed, numRuns: 600 })
  })

  it('compiles the same twice, for the same definitions', () => {
    expect(JSON.stringify(compile(definitions, 1))).toEqual(JSON.stringify(compile(JSON.parse(JSON.stringify(definitions)), 1)))
  })
})
