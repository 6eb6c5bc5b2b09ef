/** The thread that writes one file: takes a batch, answers `ready` when it may have the next, ends with `finished` or `failed`. */
import { createWriteStream } from 'node:fs'
import { open, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { leaveWhenAsked } from '../threads/end-thread.js'
import { CsvFile } from './csv-file.js'
import type { FromSheetThread, SheetTask, ToSheetThread } from './messages.js'
import type { SheetFile } from './sheet-file.js'
import { XlsxFile } from './xlsx-file.js'

leaveWhenAsked()
const task = workerData as SheetTask
const file = openFile()

parentPort?.on('message', (message: ToSheetThread) => {
  answer(message).then(say, (error: NodeJS.ErrnoException) => say({ say: 'failed', code: error.code ?? 'failed', message: error.message }))
})

async function answer(message: ToSheetThread): Promise<FromSheetThread> {
  if (message.say === 'finish') return finish()
  await file.write(message.rows)
  return { say: 'ready' }
}

function openFile(): SheetFile {
  const target = createWriteStream(task.draft, { flags: 'wx', mode: 0o600 })
  target.on('error', (error: NodeJS.ErrnoException) => say({ say: 'failed', code: error.code ?? 'failed', message: error.message }))
  return task.request.format === 'csv' ? new CsvFile(task.request, target) : new XlsxFile(task.request, task.rowsPerSheet, target)
}

/** On the disk first, then under its name: nobody finds half a file there, not after a power cut either. */
async function finish(): Promise<FromSheetThread> {
  const totalsOff = await file.finish()
  await sync(task.draft, 'r+')
  const { size } = await stat(task.draft)
  await rename(task.draft, task.request.file)
  await sync(dirname(task.request.file), 'r')
  return { say: 'finished', sizeBytes: size, totalsOff }
}

async function sync(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function say(message: FromSheetThread): void {
  parentPort?.postMessage(message)
}
