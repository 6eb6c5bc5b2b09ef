import { findDefinition, keyedDefinitions, parseDefinitionKey } from '../compile/definition-key.js'
import type { Definitions } from '../define/definitions.js'
import { noHint, type Problem } from '../kernel/problem.js'
import { nearestTo } from '../kernel/suggest.js'
import { bindNames } from './bound-names.js'
import { operationsOf } from './merge-patch.js'
import { isObject, type Json, type JsonObject, type Operation } from './operations.js'
import { applyOverlay, combined, emptyOverlay, type Overlay } from './overlay.js'

/** What an administrator asks for: merge patches on definitions, and new definitions. */
export interface ChangeDraft {
  readonly set: readonly { readonly definition: string; readonly patch: Readonly<Record<string, unknown>> }[]
  readonly add: readonly (Readonly<Record<string, unknown>> & { readonly kind: string; readonly name: string })[]
  /** Where records go that stand in a state that is taken away: resource → old state → new state. */
  readonly map?: StateMapping
}

export type StateMapping = Readonly<Record<string, Readonly<Record<string, string>>>>

export interface Drafted {
  /** The site layer as it would be. */
  readonly overlay: Overlay
  readonly definitions: Definitions
  readonly problems: readonly Problem[]
}

/** Names born in the browser, so that a later release never collides with them. */
const prefix = /^x_[a-z][A-Za-z0-9]{0,59}$/

/** Kinds that may be changed or added in the browser; what runs code or keeps books may not. */
const editable = ['resource', 'role', 'report', 'area', 'print', 'policy']

export interface Ground {
  readonly core: Definitions
  readonly overlay: Overlay
  /** Draws the id of a new field. */
  readonly fieldId: () => string
}

/** Puts a draft over what is published now. */
export function drafted(ground: Ground, draft: ChangeDraft): Drafted {
  let overlay = ground.overlay
  const problems: Problem[] = []
  for (const definition of draft.add) overlay = added({ ...ground, overlay }, definition, problems)
  for (const change of draft.set) overlay = changed({ ...ground, overlay }, change, problems)
  return { overlay, definitions: applyOverlay(ground.core, overlay), problems }
}

function added(ground: Ground, definition: ChangeDraft['add'][number], problems: Problem[]): Overlay {
  const { kind, ...document } = definition
  const key = `${kind}:${definition.name}`
  if (!editable.includes(kind)) problems.push(notEditable(key))
  else if (findDefinition(applyOverlay(ground.core, ground.overlay), key) !== undefined) problems.push(duplicate(key))
  else if (!prefix.test(definition.name)) problems.push(unprefixed(key, definition.name))
  else return combined(ground.overlay, { added: { [key]: withFieldIds(ground, {}, document as JsonObject) }, changed: {} })
  return ground.overlay
}

function changed(ground: Ground, change: ChangeDraft['set'][number], problems: Problem[]): Overlay {
  const named = parseDefinitionKey(change.definition)
  const definitions = applyOverlay(ground.core, ground.overlay)
  const before = findDefinition(definitions, change.definition)
  if (named === undefined || before === undefined) problems.push(unknown(definitions, change.definition))
  else if (!editable.includes(named.kind)) problems.push(notEditable(change.definition))
  else return withOperations(ground, { key: change.definition, before: before as JsonObject, patch: change.patch as JsonObject }, problems)
  return ground.overlay
}

function withOperations(ground: Ground, change: { key: string; before: JsonObject; patch: JsonObject }, problems: Problem[]): Overlay {
  problems.push(...refusedKeys(change))
  const patch = withFieldIds(ground, change.before, change.patch)
  const operations = bound(ground, change.key, operationsOf(change.before, patch))
  return combined(ground.overlay, { ...emptyOverlay, changed: { [change.key]: operations } })
}

/** A grant that names a browser-born field names its id; fields of the same change count. */
function bound(ground: Ground, key: string, operations: readonly Operation[]): readonly Operation[] {
  const overlay = combined(ground.overlay, { ...emptyOverlay, changed: { [key]: operations } })
  const definitions = applyOverlay(ground.core, overlay)
  const resource = parseDefinitionKey(key)?.name ?? ''
  return operations.map((operation) => {
    if (operation.at[0] !== 'permissions') return operation
    if ('set' in operation) return { ...operation, set: bindAt(definitions, { resource, at: operation.at }, operation.set) }
    return 'insert' in operation ? { ...operation, insert: bindOne(definitions, resource, operation.insert) } : operation
  })
}

/** Wraps a value that is itself a list of names so that `bindNames` sees its key. */
function bindAt(definitions: Definitions, where: { resource: string; at: readonly string[] }, value: Json): Json {
  const key = where.at.at(-1) ?? ''
  const wrapped = bindNames(definitions, where.resource, { [key]: value })
  return isObject(wrapped) ? (wrapped[key] ?? value) : value
}

function bindOne(definitions: Definitions, resource: string, name: string): string {
  const wrapped = bindNames(definitions, resource, { show: [name] })
  const names = isObject(wrapped) ? wrapped.show : undefined
  return Array.isArray(names) && typeof names[0] === 'string' ? names[0] : name
}

/** Every field that is new gets its id; one that was there keeps its own, whatever the patch says. */
function withFieldIds(ground: Ground, before: JsonObject, document: JsonObject): JsonObject {
  const fields = document.fields
  if (!isObject(fields)) return document
  const old = isObject(before.fields) ? before.fields : {}
  const withIds = Object.entries(fields).map(([name, field]) => {
    if (!isObject(field)) return [name, field] as const
    const { id: _given, ...rest } = field
    return [name, Object.hasOwn(old, name) ? rest : { ...rest, id: ground.fieldId() }] as const
  })
  return { ...document, fields: Object.fromEntries(withIds) }
}

function refusedKeys(change: { key: string; before: JsonObject; patch: JsonObject }): readonly Problem[] {
  const fields = isObject(change.patch.fields) ? change.patch.fields : {}
  const old = isObject(change.before.fields) ? change.before.fields : {}
  const born = Object.entries(fields).filter(([name, field]) => field !== null && !Object.hasOwn(old, name) && !prefix.test(name))
  const renamed = 'name' in change.patch || 'keptBy' in change.patch
  return [
    ...born.map(([name]) => unprefixed(`${change.key}.fields.${name}`, name)),
    ...(renamed
      ? [{ code: 'fixed-key', at: change.key, message: { zh: '名称不能修改。', en: 'The name cannot be changed.' }, hint: noHint }]
      : []),
  ]
}

function unknown(definitions: Definitions, key: string): Problem {
  const near = nearestTo(
    key,
    keyedDefinitions(definitions).map((one) => one.key),
  )
  const hint = near === undefined ? noHint : { zh: `是否想写“${near}”？`, en: `Did you mean “${near}”?` }
  return { code: 'unknown-definition', at: key, message: { zh: `没有定义“${key}”。`, en: `There is no definition “${key}”.` }, hint }
}

const duplicate = (key: string): Problem => ({
  code: 'duplicate-name',
  at: key,
  message: { zh: `“${key}”已存在。`, en: `“${key}” exists already.` },
  hint: noHint,
})

const notEditable = (key: string): Problem => ({
  code: 'not-editable',
  at: key,
  message: { zh: '这类定义不能在浏览器中修改。', en: 'Definitions of this kind are not changed in the browser.' },
  hint: noHint,
})

function unprefixed(at: string, name: string): Problem {
  const hint = { zh: `可写作“x_${name}”。`, en: `Write “x_${name}”.` }
  return {
    code: 'site-prefix',
    at,
    message: { zh: '在浏览器中新建的名称须以 x_ 开头。', en: 'Names born in the browser start with x_.' },
    hint,
  }
}
