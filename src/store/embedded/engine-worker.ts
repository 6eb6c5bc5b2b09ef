/** The engine's thread: PostgreSQL in WebAssembly, one session, one request at a time. It blocks this thread and no other. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { DurableFolder } from './durable-folder.js'
import type { EngineSetup, FromEngine, ToEngine } from './engine-messages.js'
import { concat, readAnswer } from './frames.js'
import { startParameters } from './start-parameters.js'

const setup = workerData as EngineSetup
const port = portToPlatform()
const log: string[] = []

const database = await open()
if (database) serve(database)

function portToPlatform(): MessagePort {
  if (!parentPort) throw new Error('The embedded engine runs in a worker thread only.')
  return parentPort
}

async function open(): Promise<PGlite | undefined> {
  try {
    return await PGlite.create({
      fs: new DurableFolder(setup.folder, setup.durable),
      pgliteWasmModule: setup.module,
      startParams: startParameters(setup),
      onStderr: keep,
      onStdout: keep,
    })
  } catch (error) {
    tell({ kind: 'unopened', message: String(error), log: log.join('\n') })
    return undefined
  }
}

/** @returns true: PGlite has nothing more to do with the line */
function keep(line: string): boolean {
  if (log.length < 200) log.push(line)
  return true
}

function serve(engine: PGlite): void {
  port.on('message', (message: ToEngine) => {
    if (message.kind === 'close') void close(engine)
    else void run(engine, message.bytes)
  })
  tell({ kind: 'ready' })
}

async function run(engine: PGlite, request: Uint8Array): Promise<void> {
  const parts: Uint8Array[] = []
  try {
    await engine.execProtocolRawStream(request, { syncToFs: false, onRawData: (bytes) => parts.push(bytes.slice()) })
    const answer = readAnswer(concat(parts))
    port.postMessage({ kind: 'answer', answer } satisfies FromEngine, [answer.bytes.buffer])
  } catch (error) {
    tell({ kind: 'broken', message: String(error) })
  }
}

async function close(engine: PGlite): Promise<void> {
  try {
    await engine.close()
    tell({ kind: 'closed' })
  } catch (error) {
    tell({ kind: 'broken', message: String(error) })
  }
}

function tell(message: FromEngine): void {
  port.postMessage(message)
}
