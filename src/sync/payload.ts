import type { ConnectorMapping } from '../define/connector.js'
import type { Context, Reading, RecordView } from '../records/door.js'

export interface Subject {
  readonly resource: string
  readonly id: string
}

/** Rows of a relation asked for at once. */
const atOnce = 200

/**
 * The record as the outside system calls it. Decimals and days stay the texts they are, a reference becomes its id; what the connector's role may not read
 * is an error, not a gap.
 * @throws NotFoundError when the record is gone
 */
export async function payloadOf(
  records: Pick<Reading, 'get' | 'list'>,
  context: Context,
  subject: Subject,
  mapping: ConnectorMapping,
): Promise<Readonly<Record<string, unknown>>> {
  const record = await records.get(context, subject.resource, subject.id, pathsIn(mapping))
  const parts = Object.entries(mapping).map(
    async ([outside, path]) =>
      [outside, typeof path === 'string' ? plain(record[path]) : await rowsOf(records, context, subject, path)] as const,
  )
  return Object.fromEntries(await Promise.all(parts))
}

type Each = Exclude<ConnectorMapping[string], string>

async function rowsOf(
  records: Pick<Reading, 'get' | 'list'>,
  context: Context,
  { resource, id }: Subject,
  { each, fields }: Each,
): Promise<readonly unknown[]> {
  const relation = context.model.resources[resource]?.fields[each]
  if (relation?.target === null || relation?.relation === null || relation === undefined)
    throw new Error(`${resource}.${each} is no relation`)
  const query = { where: { [relation.relation.by]: id }, fields: pathsIn(fields), sort: 'id', size: atOnce, count: 'none' as const }
  const rows: RecordView[] = []
  for (let after: string | null = ''; after !== null; ) {
    const { data, page } = await records.list(context, relation.target, { ...query, ...(after === '' ? {} : { after }) })
    rows.push(...data)
    after = page.next
  }
  return rows.map((row) => Object.fromEntries(Object.entries(fields).map(([outside, path]) => [outside, plain(row[String(path)])])))
}

const pathsIn = (mapping: ConnectorMapping): readonly string[] => Object.values(mapping).filter((path) => typeof path === 'string')

function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : (value ?? null)
}
