import type { OpenDatabase } from '../../store/opened.js'

type Entity = OpenDatabase['source']['entityMetadatas'][number]

export type ColumnKind = 'id' | 'whole' | 'text' | 'instant'

/** One of the platform's tables, as operators see it. */
export interface LookTable {
  readonly name: string
  /** The class TypeORM made for it. */
  readonly target: Entity['target']
  readonly columns: ReadonlyMap<string, ColumnKind>
  readonly key: readonly string[]
}

export function lookTables(source: OpenDatabase['source']): ReadonlyMap<string, LookTable> {
  return new Map(source.entityMetadatas.map((entity) => [entity.name, lookTable(entity)]))
}

function lookTable({ name, target, columns, primaryColumns }: Entity): LookTable {
  return {
    name,
    target,
    columns: new Map(columns.map(({ propertyName, type }) => [propertyName, kindOf(String(type))])),
    key: primaryColumns.map(({ propertyName }) => propertyName),
  }
}

function kindOf(type: string): ColumnKind {
  if (type === 'bigint') return 'id'
  if (/^(date|time)/.test(type)) return 'instant'
  return /^int/.test(type) ? 'whole' : 'text'
}

/** What has two keys is only listed: no single id leads to it. */
export function isRecordKey({ key, columns }: LookTable, given: string): boolean {
  const [only, ...others] = key
  return only !== undefined && others.length === 0 && isValue(columns.get(only) ?? 'text', given)
}

const largest: Readonly<Record<'id' | 'whole', bigint>> = { id: 2n ** 63n - 1n, whole: 2n ** 31n - 1n }
const longest = 200

/** Whether the database will take the text as a value of such a column. */
export function isValue(kind: ColumnKind, given: string): boolean {
  if (kind === 'text') return given.length <= longest && !given.includes('\0')
  if (kind === 'instant') return /^\d{4}-\d\d-\d\d([T ][\d:.]{5,12}(Z|[+-]\d\d:?\d\d)?)?$/.test(given) && !Number.isNaN(Date.parse(given))
  return /^\d{1,19}$/.test(given) && BigInt(given) <= largest[kind]
}
