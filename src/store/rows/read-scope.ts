/**
 * What expressions are read on in memory: a row, the rows it refers to and those that refer to it, fetched beforehand in one
 * statement a hop. Knows no actor's limits: decisions of the platform read everything.
 */
import type { FieldModel, Model, ResourceModel } from '../../compile/model.js'
import type { StoredRow } from '../../compile/stored-row.js'
import { evaluate } from '../../expressions/evaluate.js'
import { type References, referencesOf } from '../../expressions/references.js'
import type { ActorValues, Scope } from '../../expressions/scope.js'
import type { Expression } from '../../expressions/tree.js'
import { typedValue, type Value } from '../../expressions/value.js'
import type { Sql } from '../database.js'
import { RowCache } from './row-cache.js'

/** Where scopes come from, and what is the same for all of them. */
export interface ScopeSource {
  readonly sql: Sql
  readonly model: Model
  readonly actor: ActorValues
  /** The company's calendar day. */
  readonly today: string
  /** ISO 8601 UTC. */
  readonly now: string
  readonly answers: Readonly<Record<string, Value>>
  /** Rows known already, e.g. changed and not yet saved. */
  readonly cache?: RowCache
}

export interface ScopeLoad {
  readonly resource: ResourceModel
  readonly rows: readonly StoredRow[]
  /** What will be evaluated on them. */
  readonly reads: readonly Expression[]
}

/** One scope a row, in the same order; every path and relation that `reads` name is at hand. */
export async function loadScopes(source: ScopeSource, load: ScopeLoad): Promise<readonly Scope[]> {
  const cache = source.cache ?? new RowCache()
  for (const row of load.rows) cache.put(load.resource.name, row)
  const loader: Loader = { ...source, cache }
  for (const expression of load.reads) await prefetch(loader, load.resource, { rows: load.rows, references: referencesOf(expression) })
  return load.rows.map((row) => scopeOf(loader, load.resource, row))
}

export async function loadScope(
  source: ScopeSource,
  resource: ResourceModel,
  of: { readonly row: StoredRow; readonly reads: readonly Expression[] },
): Promise<Scope> {
  const [scope] = await loadScopes(source, { resource, rows: [of.row], reads: of.reads })
  if (scope === undefined) throw new Error('a row without a scope')
  return scope
}

type Loader = ScopeSource & { readonly cache: RowCache }

interface Wanted {
  readonly rows: readonly StoredRow[]
  readonly references: References
}

async function prefetch(loader: Loader, resource: ResourceModel, wanted: Wanted): Promise<void> {
  if (wanted.rows.length === 0) return
  for (const path of wanted.references.paths) await prefetchPath(loader, resource, { rows: wanted.rows, path })
  for (const { relation, references } of wanted.references.relations) {
    await prefetchRelation(loader, resource, { rows: wanted.rows, path: relation.split('.'), references })
  }
}

interface Hop {
  readonly rows: readonly StoredRow[]
  readonly path: readonly string[]
}

async function prefetchPath(loader: Loader, resource: ResourceModel, { rows, path }: Hop): Promise<void> {
  const [name, ...rest] = path
  const field = fieldOf(resource, name)
  if (rest.length === 0) return prefetchFormula(loader, resource, { rows, field })
  if (rest.join('.') === 'id') return
  const target = targetOf(loader.model, field)
  const next = await loader.cache.load(loader.sql, target, idsIn(rows, field.name))
  await prefetchPath(loader, target, { rows: next, path: rest })
}

/** A formula that reads the day is not stored: what it reads is fetched instead. */
async function prefetchFormula(
  loader: Loader,
  resource: ResourceModel,
  { rows, field }: { readonly rows: readonly StoredRow[]; readonly field: FieldModel },
): Promise<void> {
  if (field.column === null && field.formula !== null) await prefetch(loader, resource, { rows, references: referencesOf(field.formula) })
}

async function prefetchRelation(
  loader: Loader,
  resource: ResourceModel,
  { rows, path, references }: Hop & { readonly references: References },
): Promise<void> {
  const [name, ...rest] = path
  const field = fieldOf(resource, name)
  const target = targetOf(loader.model, field)
  if (rest.length > 0) {
    const next = await loader.cache.load(loader.sql, target, idsIn(rows, field.name))
    return prefetchRelation(loader, target, { rows: next, path: rest, references })
  }
  const related = await loader.cache.loadRelated(loader.sql, target, { by: relationOf(field).by, ids: rows.map((row) => row.id) })
  await prefetch(loader, target, { rows: related, references })
}

function scopeOf(loader: Loader, resource: ResourceModel, row: StoredRow): Scope {
  const scope: Scope = {
    actor: loader.actor,
    today: loader.today,
    now: loader.now,
    answer: (name) => loader.answers[name] ?? null,
    read: (path) => readPath(loader, { resource, row, scope }, path),
    rows: (relation) => relatedScopes(loader, { resource, row, scope }, relation.split('.')),
  }
  return scope
}

interface Standing {
  readonly resource: ResourceModel
  readonly row: StoredRow
  readonly scope: Scope
}

function readPath(loader: Loader, at: Standing, [name, ...rest]: readonly string[]): Value {
  const field = fieldOf(at.resource, name)
  if (rest.length > 0)
    return rest.join('.') === 'id' ? typedValue(at.row[field.name], 'reference') : (referred(loader, at, field)?.read(rest) ?? null)
  if (field.column === null && field.formula !== null) return evaluate(field.formula, at.scope)
  return typedValue(at.row[field.name], field.value)
}

function referred(loader: Loader, at: Standing, field: FieldModel): Scope | undefined {
  const id = at.row[field.name]
  const target = targetOf(loader.model, field)
  const row = typeof id === 'string' ? loader.cache.find(target.name, id) : undefined
  return row === undefined ? undefined : scopeOf(loader, target, row)
}

function relatedScopes(loader: Loader, at: Standing, [name, ...rest]: readonly string[]): readonly Scope[] {
  const field = fieldOf(at.resource, name)
  if (rest.length > 0) return referred(loader, at, field)?.rows(rest.join('.')) ?? []
  const target = targetOf(loader.model, field)
  return loader.cache.findRelated(target.name, relationOf(field).by, at.row.id).map((row) => scopeOf(loader, target, row))
}

function idsIn(rows: readonly StoredRow[], field: string): readonly string[] {
  return rows.flatMap((row) => {
    const id = row[field]
    return typeof id === 'string' ? [id] : []
  })
}

function fieldOf(resource: ResourceModel, name: string | undefined): FieldModel {
  const field = name === undefined ? undefined : resource.fields[name]
  if (field === undefined) throw new Error(`${resource.name} has no field ${name ?? ''}`)
  return field
}

function relationOf(field: FieldModel): NonNullable<FieldModel['relation']> {
  if (field.relation === null) throw new Error(`${field.name} is no relation`)
  return field.relation
}

function targetOf(model: Model, field: FieldModel): ResourceModel {
  const target = field.target === null ? undefined : model.resources[field.target]
  if (target === undefined) throw new Error(`${field.name} refers to nothing`)
  return target
}
