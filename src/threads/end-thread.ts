import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, type Worker } from 'node:worker_threads'

const leave = 'leave'

/**
 * Asks a thread to go and waits until it is gone. `terminate` stops it in the middle of any line, and where that line is about to
 * set up a native handle (zlib's, when a workbook is begun) Node aborts the whole process: "close before init". So the thread goes
 * by itself, between two messages; only one that has not listened for `graceMs` is terminated.
 */
export async function endThread(worker: Worker, graceMs = 10_000): Promise<void> {
  if (worker.threadId === -1) return
  const patience = new AbortController()
  const gone = once(worker, 'exit').finally(() => patience.abort())
  worker.ref()
  worker.postMessage(leave)
  const given = await Promise.race([gone, sleep(graceMs, 'lost', { signal: patience.signal, ref: false }).catch(() => gone)])
  if (given === 'lost') await worker.terminate()
}

/** Said first in a thread's file, before it listens for anything else. */
export function leaveWhenAsked(): void {
  parentPort?.on('message', (message: unknown) => {
    if (message === leave) process.exit()
  })
}
