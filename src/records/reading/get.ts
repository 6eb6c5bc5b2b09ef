import { NotFoundError } from '../../kernel/errors.js'
import { isId } from '../../kernel/ids.js'
import type { RecordView } from '../door.js'
import { recordsOf } from './records.js'
import type { Source } from './source.js'
import { everything, wantedFor } from './wanted.js'

/** One record with all there is to see of it, or the fields asked for. @throws NotFoundError when there is none, or none to see */
export async function getRecord(source: Source, id: string, fields: readonly string[] | undefined): Promise<RecordView> {
  const wanted = fields === undefined ? everything(source) : wantedFor(source, fields)
  const records = isId(id) ? await recordsOf(source, { ids: [id], wanted }) : new Map<string, RecordView>()
  const record = records.get(id)
  if (record === undefined) throw new NotFoundError()
  return record
}
