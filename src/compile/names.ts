/** Names: what an author may call a thing, and what the database calls it. */

/** Long enough for anything a person would say, short enough for an index name in either database. */
export const longestName = 40

export const isCamelCase = (name: string): boolean => /^[a-z][A-Za-z0-9]*$/.test(name)

/** Fields and resources born in the browser: `x_` and then camelCase. */
export const isFieldName = (name: string): boolean => isCamelCase(name.startsWith('x_') ? name.slice(2) : name)

export const isKebabCase = (name: string): boolean => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)

/** `dueOn` → `due_on`. */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** `dueOn` → `Due on`. */
export function titleCase(name: string): string {
  const words = snakeCase(name.replace(/^x_/, '')).replaceAll(/[_-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Names of indexes are unique in a database and at most 60 long: what does not fit is cut and told apart by a checksum. */
export function indexName(table: string, columns: readonly string[], prefix = 'ix'): string {
  const name = `${prefix}_${table}__${columns.join('_')}`
  return name.length <= 60 ? name : `${name.slice(0, 51)}_${checksum(name)}`
}

/** FNV-1a, 32 bits, eight hex digits. */
function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}

/** Names that actions and routes under a record already have; a transition cannot be called so. */
export const reservedActions: readonly string[] = [
  'read',
  'create',
  'update',
  'remove',
  'export',
  'import',
  'print',
  'history',
  'transitions',
  'bulk',
  'aggregate',
  'search',
  'list',
  'get',
  'delete',
  'apply',
  'undo',
  'template',
  'explain',
  'comment',
  'comments',
]

/** Names the engine uses itself, for fields. */
export const implicitNames: readonly string[] = ['id', 'status', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy']

/** Words of the condition language and of requests: a field of this name could never be asked for. */
export const reservedFieldNames: readonly string[] = [
  'and',
  'or',
  'not',
  'remove',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'label',
]
