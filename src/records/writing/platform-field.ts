import type { Model } from '../../compile/model.js'
import { storedOf } from '../../compile/stored-row.js'
import type { Sql } from '../../store/database.js'
import { updateRecord } from '../../store/rows/write-row.js'
import { resourceIn } from './act.js'

/** A field that the platform keeps on a record for people to see, e.g. how far a sync is. No version moves, no rule is asked; a record that is gone shows nothing any more. */
export interface PlatformField {
  readonly resource: string
  readonly id: string
  readonly field: string
  readonly value: string | null
}

export async function setPlatformField(sql: Sql, model: Model, write: PlatformField): Promise<void> {
  const resource = resourceIn(model, write.resource)
  const field = resource.fields[write.field]
  if (field === undefined || field.column === null) throw new Error(`${write.resource}.${write.field} is not stored`)
  await updateRecord(sql, resource, write.id, { [write.field]: storedOf(field, write.value) })
}
