import type { Definitions } from '../define/definitions.js'

/** Kinds of definitions that change-sets can name, and the list of `Definitions` each lives in. */
export const definitionLists = {
  area: 'areas',
  resource: 'resources',
  role: 'roles',
  ledger: 'ledgers',
  report: 'reports',
  connector: 'connectors',
  print: 'prints',
  job: 'jobs',
  invariant: 'invariants',
  policy: 'policies',
} as const satisfies Readonly<Record<string, keyof Definitions>>

export type DefinitionKind = keyof typeof definitionLists

/** `resource:contact`, `role:clerk`, `report:byDay`: how a change-set names a definition. */
export type DefinitionKey = `${DefinitionKind}:${string}`

export interface DefinitionName {
  readonly kind: DefinitionKind
  readonly name: string
}

export const definitionKey = (kind: DefinitionKind, name: string): DefinitionKey => `${kind}:${name}`

/** @returns undefined for what is no key: an unknown kind, or no name */
export function parseDefinitionKey(key: string): DefinitionName | undefined {
  const [kind = '', ...rest] = key.split(':')
  const name = rest.join(':')
  return Object.hasOwn(definitionLists, kind) && name !== '' ? { kind: kind as DefinitionKind, name } : undefined
}

/** The definition of this key, or undefined. */
export function findDefinition(definitions: Definitions, key: string): object | undefined {
  const named = parseDefinitionKey(key)
  if (named === undefined) return undefined
  const list: readonly { readonly name: string }[] = definitions[definitionLists[named.kind]]
  return list.find((definition) => definition.name === named.name)
}

/** Every definition with its key, in the order of the lists. */
export function keyedDefinitions(definitions: Definitions): readonly { readonly key: DefinitionKey; readonly definition: object }[] {
  return (Object.entries(definitionLists) as readonly [DefinitionKind, keyof Definitions][]).flatMap(([kind, list]) =>
    definitions[list].map((definition) => ({ key: definitionKey(kind, definition.name), definition })),
  )
}

/** The definitions with one put in the place of its namesake, or added at the end. */
export function withDefinition(definitions: Definitions, key: string, definition: object | null): Definitions {
  const named = parseDefinitionKey(key)
  if (named === undefined) return definitions
  const listName = definitionLists[named.kind]
  const list: readonly { readonly name: string }[] = definitions[listName]
  const kept = definition === null ? list.filter((one) => one.name !== named.name) : replaced(list, definition as { readonly name: string })
  return { ...definitions, [listName]: kept }
}

function replaced<T extends { readonly name: string }>(list: readonly T[], definition: T): readonly T[] {
  return list.some((one) => one.name === definition.name)
    ? list.map((one) => (one.name === definition.name ? definition : one))
    : [...list, definition]
}
