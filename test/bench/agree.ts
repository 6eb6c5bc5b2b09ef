/** Targets that do different things are not compared: the lead, who sees every row, finds as many as those who ask no permission. */
import type { Connection, RowDataPacket } from 'mysql2/promise'
import type { Result } from './compare.js'
import type { OperationName, Seen, Target } from './operation.js'
import { pageSize } from './workload.js'

/** A rep sees some of the rows, and finds something wherever there is much. @returns what differs, in words */
export function disagreements(results: readonly Result[]): readonly string[] {
  const lead = results.find(({ target }) => target === 'lead')
  if (lead === undefined) return []
  const isFew = lead.seen.rows < pageSize
  return results.flatMap(({ operation, target, seen }) => {
    const isSame = target === 'rep' ? isFew || seen.rows > 0 : isAsMany(seen, lead.seen)
    return isSame ? [] : [`${operation.name}: lead saw ${told(lead)}, ${target} ${told({ seen })}`]
  })
}

const isAsMany = (one: Seen, other: Seen): boolean =>
  one.rows === other.rows && (one.total === null || other.total === null || one.total === other.total)

const told = ({ seen }: Pick<Result, 'seen'>): string => `${seen.rows} of ${seen.total ?? 'many'}`

/** Does it once on each, and looks into the tables: an answer alone proves no write. @throws when nothing was written */
export async function assertWrites(database: Connection, targets: readonly Target[]): Promise<void> {
  for (const target of targets) {
    await assertGrows(database, target, { order: 1, order_line: 3 })
    await assertNotes(database, target)
  }
}

async function assertGrows(database: Connection, { name, perform }: Target, by: Readonly<Record<string, number>>): Promise<void> {
  for (const [table, more] of Object.entries(by)) {
    const before = await count(database, `\`${table}\``)
    await perform.create(0)
    const after = await count(database, `\`${table}\``)
    if (after - before !== more) throw new Error(`${name}: a create put ${after - before} rows into ${table}, not ${more}`)
  }
}

const changed: OperationName = 'update'

async function assertNotes(database: Connection, { name, perform }: Target): Promise<void> {
  const since = Date.now()
  await perform[changed](0)
  const noted = await count(database, `\`order\` WHERE note LIKE 'turn 0 at %' AND CAST(SUBSTRING(note, 11) AS INTEGER) >= ${since}`)
  if (noted !== 1) throw new Error(`${name}: an update changed ${noted} orders, not 1`)
}

async function count(database: Connection, from: string): Promise<number> {
  const [rows] = await database.query<RowDataPacket[]>(`SELECT COUNT(*) AS rows_there FROM ${from}`)
  return Number(rows[0]?.rows_there)
}
