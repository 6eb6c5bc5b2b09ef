import type { Database, Row } from '../store/database.js'
import { askedTogether } from './asked-together.js'
import { versionColumns, versionJoins } from './rights.js'

/** By the fingerprint of a secret: what it belongs to, with the versions of rights and Model that hold now. */
export type FindProof = (fingerprint: string) => Promise<Row | undefined>

/** Every request asks this first, so those that come together ask together. */
export function proofsIn(database: Database, { table, columns }: { readonly table: string; readonly columns: string }): FindProof {
  const select = `select d.secret_hash, d.id, d.user_id, ${columns}, ${versionColumns} from ${table} d ${versionJoins('d.user_id')}`
  return askedTogether(async (fingerprints) => {
    const rows = await database.query(`${select} where d.secret_hash in (${fingerprints.map(() => '?').join(', ')})`, fingerprints)
    return new Map(rows.map((row) => [String(row.secret_hash), row]))
  })
}
