import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from '@jest/globals'
import { SheetThread } from '../../src/sheets/sheet-thread.js'
import { endThread } from '../../src/threads/end-thread.js'
import { aRequest, inFolder, rows } from '../sheets/support.js'

/** What Node says of a thread that went by itself, and of one that was terminated. */
const byItself = 0
const terminated = 1

const endOf = async (worker: Worker): Promise<number> => (await once(worker, 'exit'))[0]

describe('the end of a thread', () => {
  it.each([
    ['while it starts', 0],
    ['while it writes', 3],
  ])('a writing thread that is stopped %s goes by itself, never in the middle of a line', async (_, batches) => {
    await inFolder(async (folder) => {
      const draft = join(folder, 'draft')
      const thread = await SheetThread.start({ request: aRequest({ file: join(folder, 'a') }), draft, rowsPerSheet: 1_000_000 })
      const many = Array.from({ length: 500 }, () => rows[0] ?? [])
      for (let index = 0; index < batches; index += 1) thread.write(many).catch(() => undefined)
      const end = endOf(thread.worker)
      await thread.stop()

      expect(await end).toBe(byItself)
      expect(await readdir(folder)).toEqual(['draft'])
    })
  })

  it('a thread that does not listen is terminated after the time it is given', async () => {
    const lost = new Worker('for (;;);', { eval: true })
    const end = endOf(lost)
    await endThread(lost, 200)

    expect(await end).toBe(terminated)
  })

  it('a thread that is gone is waited for no longer', async () => {
    const gone = new Worker('', { eval: true })
    await endOf(gone)

    await expect(endThread(gone)).resolves.toBeUndefined()
  })
})
