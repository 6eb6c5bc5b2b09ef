import type { RecordView } from '../model/model.js'

/** A page of a list, as the API gives it. */
export interface ListPage {
  readonly data: readonly RecordView[]
  readonly page: { readonly number: number | null; readonly size: number; readonly total: number | null; readonly more: boolean }
}
