import { Worker } from 'node:worker_threads'
import { InvalidError, UnavailableError } from '../kernel/errors.js'
import { endThread } from '../threads/end-thread.js'
import { threadFile } from '../threads/thread-file.js'
import type { PrintDocument } from './document.js'
import { fontFolder } from './font-folder.js'
import type { FromPdfThread, PdfTask } from './pdf-messages.js'

export interface PdfSettings {
  /** Where the converted fonts are kept, e.g. `DATA_DIR/fonts`; `node_modules/.cache` when absent. */
  readonly fontFolder?: string
  /** After this a document is given up and its thread ended; 60 s when absent. */
  readonly timeoutMs?: number
}

/** Draws documents in one thread that stays, with its fonts, until it is closed. One document at a time; the others wait. */
export class PdfPrinter {
  readonly #settings: Required<PdfSettings>
  #worker: Promise<Worker> | undefined
  #running: Worker | undefined
  #last: Promise<unknown> = Promise.resolve()
  #count = 0

  constructor(settings: PdfSettings = {}) {
    this.#settings = { fontFolder: fontFolder(), timeoutMs: 60_000, ...settings }
  }

  /** @throws InvalidError `amount-in-words`; UnavailableError `print-failed`, `print-timeout` */
  print(document: PrintDocument): Promise<Uint8Array> {
    const printed = this.#last.then(() => this.#draw(document))
    this.#last = printed.catch(() => undefined)
    return printed
  }

  async close(): Promise<void> {
    const starting = this.#worker
    this.#worker = undefined
    const worker = await starting
    if (worker !== undefined) await endThread(worker)
  }

  async #draw(document: PrintDocument): Promise<Uint8Array> {
    this.#worker ??= this.#start()
    const worker = await this.#worker
    worker.ref()
    const timer = setTimeout(() => void this.close(), this.#settings.timeoutMs)
    try {
      this.#count += 1
      return await answerOf(worker, { id: this.#count, document })
    } finally {
      clearTimeout(timer)
      worker.unref()
    }
  }

  async #start(): Promise<Worker> {
    const file = await threadFile('pdf-worker', import.meta.url)
    const { fontFolder } = this.#settings
    const worker = new Worker(file, { workerData: { fontFolder }, execArgv: [], env: {}, resourceLimits: { maxOldGenerationSizeMb: 512 } })
    this.#running = worker
    worker.on('error', () => this.#forget(worker)).on('exit', () => this.#forget(worker))
    return worker
  }

  /** The next document gets a new thread. */
  #forget(worker: Worker): void {
    if (this.#running !== worker) return
    this.#running = undefined
    this.#worker = undefined
  }
}

/** One document, in a thread of its own; who prints often keeps a `PdfPrinter`. */
export async function printPdf(document: PrintDocument, settings: PdfSettings = {}): Promise<Uint8Array> {
  const printer = new PdfPrinter(settings)
  try {
    return await printer.print(document)
  } finally {
    await printer.close()
  }
}

function answerOf(worker: Worker, task: PdfTask): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      worker.off('message', take).off('error', fail).off('exit', ended)
      act()
    }
    const take = (answer: FromPdfThread): void =>
      settle(() => ('pdf' in answer ? resolve(answer.pdf) : reject(failure(answer.code, answer.failed))))
    const fail = (error: Error): void => settle(() => reject(failure('print-failed', error.message)))
    const ended = (): void => settle(() => reject(failure('print-timeout', 'the printing thread was ended')))
    worker.on('message', take).on('error', fail).on('exit', ended)
    worker.postMessage(task)
  })
}

function failure(code: string, message: string): Error {
  if (code !== 'amount-in-words') return new UnavailableError(code, { details: { message } })
  return new InvalidError(code, { zh: '金额无法转换为大写。', en: 'This amount cannot be written out.' }, { details: { message } })
}
