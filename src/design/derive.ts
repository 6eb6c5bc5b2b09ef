/**
 * Keeps what rows derive true to the Model: a formula that was added or changed is worked out for the rows there are, a field that became
 * searchable is found. Whatever stops half-way is done again: a field counts as derived once all its rows are.
 */
import type { Model, ResourceModel } from '../compile/model.js'
import { type Clock, instantOf, todayOf } from '../kernel/clock.js'
import type { Database, Sql } from '../store/database.js'
import { insertRows } from '../store/insert-rows.js'
import { deriveTerms } from '../store/rows/derive-terms.js'
import { deriveValues } from '../store/rows/derive-values.js'
import type { SqlScope } from '../store/sql/sql-scope.js'
import { type DerivedField, derivedFieldsOf } from './derived-fields.js'

export interface DeriveDeps {
  readonly database: Database
  readonly clock: Clock
}

const rowsAtOnce = 500

/** Fields whose rows do not say yet what the Model says, in the order in which they can be worked out. */
export async function underived(sql: Sql, model: Model): Promise<readonly DerivedField[]> {
  const known = await signatures(sql)
  return derivedFieldsOf(model).filter(({ name, signature }) => known.get(name) !== signature)
}

async function signatures(sql: Sql): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ field: string; signature: string }>(
    `SELECT ${sql.dialect.quote('field')} AS field, signature FROM dj_derived`,
  )
  return new Map(rows.map(({ field, signature }) => [field, signature]))
}

/** Stands among the fields once anything was noted: a database that was there before holds what its Model wrote. */
const begun = '*'

/**
 * Works out what is due, and notes it. A field whose values do not fit stays due, with whatever reads it: it stops neither the others nor a start.
 * @param again  names of fields to look at once more, though they are noted
 * @returns how many rows were changed
 */
export async function settleDerived(deps: DeriveDeps, model: Model, again: readonly string[] = []): Promise<number> {
  return deps.database.exclusively('derive', async () => {
    const all = derivedFieldsOf(model)
    const known = await signatures(deps.database)
    const stale = all.filter(({ name, signature }) => known.get(name) !== signature || again.includes(name))
    const { changed, unfit } = known.has(begun) ? await deriveAll(deps, model, stale) : nothingDerived
    const there = new Set([begun, ...all.map(({ name }) => name)])
    const gone = [...known.keys()].filter((name) => !there.has(name))
    const noted = [...stale, ...(known.has(begun) ? [] : [{ name: begun, signature: '' }])]
    await forgetDerived(deps.database, [...noted.map(({ name }) => name), ...gone])
    const isFit = ({ name }: Pick<DerivedField, 'name'>): boolean => !unfit.has(name)
    await note(deps, noted.filter(isFit))
    return changed
  })
}

/** They are worked out anew by whoever settles next. */
export async function forgetDerived(sql: Sql, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  await sql.execute(`DELETE FROM dj_derived WHERE ${sql.dialect.quote('field')} IN (${names.map(() => '?').join(', ')})`, [...names])
}

async function note({ database, clock }: DeriveDeps, fields: readonly Pick<DerivedField, 'name' | 'signature'>[]): Promise<void> {
  const at = instantOf(clock)
  await insertRows(
    database,
    'dj_derived',
    ['field', 'signature', 'derived_at'],
    fields.map(({ name, signature }) => [name, signature, at]),
  )
}

/** @property unfit  names of fields whose values are larger than there is room for, and of those that read them */
export interface Derived {
  readonly changed: number
  readonly unfit: ReadonlySet<string>
}

const nothingDerived: Derived = { changed: 0, unfit: new Set() }

/** @param fields  what a formula reads comes before it */
export async function deriveAll(deps: DeriveDeps, model: Model, fields: readonly DerivedField[]): Promise<Derived> {
  const unfit = new Set<string>()
  let changed = 0
  for (const field of fields) {
    const rows = [...field.reads].some((name) => unfit.has(name)) ? undefined : await deriveField(deps, model, field)
    if (rows === undefined) unfit.add(field.name)
    else changed += rows
  }
  return { changed, unfit }
}

/** @returns how many rows were changed; undefined when one of them has no room for its value */
async function deriveField(deps: DeriveDeps, model: Model, field: DerivedField): Promise<number | undefined> {
  let changed = 0
  try {
    for await (const ids of idsOf(deps.database, field)) changed += await deriveRows(deps, model, { field, ids })
    return changed
  } catch (error) {
    if (deps.database.dialect.isOutOfRange(error)) return undefined
    throw error
  }
}

/** Every row there is, some at a time. */
export async function* idsOf(sql: Sql, { resource }: DerivedField): AsyncGenerator<readonly string[]> {
  const statement = `SELECT id FROM ${sql.dialect.quote(resource.table)} WHERE id > ? ORDER BY id LIMIT ${rowsAtOnce}`
  for (let after = '0'; ; ) {
    const ids = (await sql.query(statement, [after])).map(({ id }) => String(id))
    if (ids.length > 0) yield ids
    if (ids.length < rowsAtOnce) return
    after = ids.at(-1) ?? after
  }
}

const nobody = { id: null, department: null, departments: [], roles: [], warehouse: null }

/** Formulas of a resource's rows, alias `t`, read with nobody's permissions. */
export function derivingScope({ database, clock }: DeriveDeps, model: Model, resource: ResourceModel): SqlScope {
  const { dialect } = database
  return { model, resource, alias: 't', dialect, actor: nobody, today: todayOf(clock), now: instantOf(clock), answers: {} }
}

async function deriveRows(
  { database, clock }: DeriveDeps,
  model: Model,
  { field: { resource, field }, ids }: { readonly field: DerivedField; readonly ids: readonly string[] },
): Promise<number> {
  const { formula } = field
  const { searchTable } = resource
  const scope = derivingScope({ database, clock }, model, resource)
  const values = formula === null ? 0 : await deriveValues(database, { scope, field: { ...field, formula } }, ids)
  const isSought = field.searchable && searchTable !== null
  return values + (isSought ? await deriveTerms(database, { resource: { ...resource, searchTable }, field }, ids) : 0)
}
