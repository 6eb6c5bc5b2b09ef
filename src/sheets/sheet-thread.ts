import { Worker } from 'node:worker_threads'
import { UnavailableError } from '../kernel/errors.js'
import { endThread } from '../threads/end-thread.js'
import { threadFile } from '../threads/thread-file.js'
import type { FromSheetThread, SheetTask, ToSheetThread } from './messages.js'
import type { SheetRow } from './sheet.js'

/** What one file may take; ExcelJS needs 60 MB for a million rows. */
const memoryMb = 256
const diskIsFull = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** One writing thread from start to end; answers come back as the questions went out. */
export class SheetThread {
  readonly #waiting: { resolve: (message: FromSheetThread) => void; reject: (error: Error) => void }[] = []
  #broken: Error | undefined

  private constructor(readonly worker: Worker) {
    worker.on('message', (message: FromSheetThread) => this.#take(message))
    worker.on('error', (error: Error & { code?: string }) => this.#break(failure(error.code ?? 'failed', error.message)))
    worker.on('exit', () => this.#break(failure('ended', 'the writing thread ended')))
  }

  static async start(task: SheetTask): Promise<SheetThread> {
    const file = await threadFile('sheet-worker', import.meta.url)
    return new SheetThread(
      new Worker(file, { workerData: task, execArgv: [], env: {}, resourceLimits: { maxOldGenerationSizeMb: memoryMb } }),
    )
  }

  /** Resolves when the thread is ready for the next batch. */
  async write(rows: readonly SheetRow[]): Promise<void> {
    await this.#ask({ say: 'rows', rows })
  }

  async finish(): Promise<{ readonly sizeBytes: number; readonly totalsOff: readonly string[] }> {
    const answer = await this.#ask({ say: 'finish' })
    if (answer.say !== 'finished') throw failure('failed', `unexpected answer ${answer.say}`)
    return { sizeBytes: answer.sizeBytes, totalsOff: answer.totalsOff }
  }

  async stop(): Promise<void> {
    await endThread(this.worker)
  }

  #ask(message: ToSheetThread): Promise<FromSheetThread> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.worker.postMessage(message)
    })
  }

  #take(message: FromSheetThread): void {
    if (message.say === 'failed') this.#break(failure(message.code, message.message))
    else this.#waiting.shift()?.resolve(message)
  }

  #break(error: Error): void {
    this.#broken ??= error
    for (const { reject } of this.#waiting.splice(0)) reject(this.#broken)
  }
}

/** `disk-full` when there is no room left for the file, `sheet-failed` for anything else; what exactly is in the details. */
function failure(code: string, message: string): UnavailableError {
  return new UnavailableError(diskIsFull.has(code) ? 'disk-full' : 'sheet-failed', { details: { code, message } })
}
