import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { UnavailableError } from '../../kernel/errors.js'
import { threadFile } from '../../threads/thread-file.js'
import type { EngineSetup, FromEngine, ToEngine } from './engine-messages.js'
import type { Answer } from './frames.js'

/** The folder could not be opened by PostgreSQL; `log` is what it printed. */
export class UnopenedError extends Error {
  constructor(
    message: string,
    readonly log: string,
  ) {
    super(`${message}\n${log}`)
    this.name = 'UnopenedError'
  }
}

interface Waiting {
  resolve(message: FromEngine): void
  reject(error: Error): void
}

/** One running engine: a thread that answers one request at a time. It ends by `close`, by `stop`, or by breaking. */
export class Engine {
  readonly #worker: Worker
  #waiting: Waiting | undefined
  #end: Error | undefined

  private constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (message: FromEngine) => this.#settle(message))
    worker.on('error', (error) => this.#fail(engineStopped(error)))
    worker.on('exit', () => this.#fail(engineStopped()))
  }

  /** @throws UnopenedError when PostgreSQL refuses the folder */
  static async open(setup: Omit<EngineSetup, 'module'>): Promise<Engine> {
    const [file, module] = await Promise.all([threadFile('engine-worker', import.meta.url), engineModule()])
    const engine = new Engine(new Worker(file, { workerData: { ...setup, module } satisfies EngineSetup }))
    const first = await engine.#expect()
    if (first.kind === 'ready') return engine
    await engine.stop()
    if (first.kind === 'unopened') throw new UnopenedError(first.message, first.log)
    throw engineStopped()
  }

  get isRunning(): boolean {
    return this.#end === undefined
  }

  /** Sends one request; the caller sees to it that no other is under way. */
  async ask(bytes: Uint8Array<ArrayBuffer>): Promise<Answer> {
    const message = await this.#exchange({ kind: 'run', bytes })
    if (message.kind === 'answer') return message.answer
    await this.stop()
    throw engineStopped(message)
  }

  /** A clean end: PostgreSQL writes everything out, so that the next start has nothing to recover. */
  async close(): Promise<void> {
    if (this.isRunning) await this.#exchange({ kind: 'close' })
    await this.stop()
  }

  /** Ends the thread where it stands, as a kill would; whoever waits for an answer gets `UnavailableError`. */
  async stop(reason: Error = engineStopped()): Promise<void> {
    this.#fail(reason)
    await this.#worker.terminate()
  }

  #exchange(message: ToEngine): Promise<FromEngine> {
    const answer = this.#expect()
    this.#worker.postMessage(message, message.kind === 'run' ? [message.bytes.buffer] : [])
    return answer
  }

  /** The thread keeps the process alive only while somebody waits for it. */
  #expect(): Promise<FromEngine> {
    if (this.#end) return Promise.reject(this.#end)
    this.#worker.ref()
    return new Promise<FromEngine>((resolve, reject) => {
      this.#waiting = { resolve, reject }
    })
  }

  #settle(message: FromEngine): void {
    this.#worker.unref()
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.resolve(message)
  }

  #fail(error: Error): void {
    this.#end ??= error
    this.#waiting?.reject(error)
    this.#waiting = undefined
  }
}

export function engineStopped(cause?: unknown): UnavailableError {
  return new UnavailableError('database-unavailable', {
    details: { reason: 'the embedded engine stopped' },
    ...(cause === undefined ? {} : { cause }),
  })
}

/** Node's types name the modules but not the compiler. */
const compiler = (globalThis as unknown as { readonly WebAssembly: { compile(code: Uint8Array): Promise<WebAssembly.Module> } }).WebAssembly

let compiled: Promise<WebAssembly.Module> | undefined

/** PostgreSQL's code, compiled once a process and shared by every engine thread in it. */
function engineModule(): Promise<WebAssembly.Module> {
  const folder = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'))
  compiled ??= readFile(join(folder, 'pglite.wasm')).then((code) => compiler.compile(code))
  return compiled
}
