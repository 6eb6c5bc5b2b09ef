/**
 * Room `sheets`: rows become an xlsx or csv file, in a thread of its own and in flat memory.
 * May import `kernel`; it is the home of exceljs and csv-stringify. It knows rows, columns and formats, and no resource.
 */
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { excelRows, type SheetOptions, type SheetOutcome, type SheetRequest, type SheetRow } from './sheet.js'
import { SheetThread } from './sheet-thread.js'

const rowsPerBatch = 500

/**
 * Writes the rows to `request.file`: first beside it, then, complete and on the disk, under its name.
 * @throws UnavailableError `disk-full` or `sheet-failed`; the signal's reason when it was aborted. Nothing is left behind then.
 */
export async function writeSheet(request: SheetRequest, rows: AsyncIterable<SheetRow>, options: SheetOptions = {}): Promise<SheetOutcome> {
  options.signal?.throwIfAborted()
  const draft = `${request.file}.${randomBytes(6).toString('hex')}.part`
  const thread = await SheetThread.start({ request, draft, rowsPerSheet: options.rowsPerSheet ?? excelRows })
  try {
    return await unlessAborted(fill(thread, rows, options), options.signal)
  } finally {
    await thread.stop()
    await rm(draft, { force: true })
  }
}

/** The next batch is read while the thread writes the last one; never more than these two are in memory. */
async function fill(thread: SheetThread, rows: AsyncIterable<SheetRow>, options: SheetOptions): Promise<SheetOutcome> {
  let count = 0
  let written = Promise.resolve()
  for await (const batch of inBatches(rows)) {
    await written
    written = thread.write(batch)
    written.catch(() => undefined)
    count += batch.length
    options.onProgress?.(count)
  }
  await written
  return { rows: count, ...(await thread.finish()) }
}

async function* inBatches(rows: AsyncIterable<SheetRow>): AsyncGenerator<readonly SheetRow[]> {
  let batch: SheetRow[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < rowsPerBatch) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Does not wait for a source that hangs: the work is left to fail on its own once its thread is gone. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  work.catch(() => undefined)
  let stop = (): void => undefined
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
  })
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', stop))
}
