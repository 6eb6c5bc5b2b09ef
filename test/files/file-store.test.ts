import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openFileStore } from '../../src/files/file-store.js'
import type { FileFacts } from '../../src/files/stored-file.js'

let root = ''

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'danju-files-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const store = () => openFileStore(pathToFileURL(root).href)
const facts = (more: Partial<FileFacts> = {}): FileFacts => ({ name: 'a.txt', mediaType: 'text/plain', limitBytes: 1_000, ...more })

async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

async function textOf(location: string): Promise<string> {
  const parts: Buffer[] = []
  for await (const chunk of (await (await store()).open(location)).stream) parts.push(chunk as Buffer)
  return Buffer.concat(parts).toString()
}

/** Every file below the folder, drafts included. */
async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

describe('a stored file', () => {
  it('comes back as it went in, with its size and fingerprint', async () => {
    const stored = await (await store()).put(chunks('送货', '单'), facts())

    expect(stored).toMatchObject({ sizeBytes: 9, sha256: createHash('sha256').update('送货单').digest('hex'), mediaType: 'text/plain' })
    expect(await textOf(stored.location)).toBe('送货单')
  })

  it('says its size before it is read', async () => {
    const { location } = await (await store()).put(chunks('送货单'), facts())
    const opened = await (await store()).open(location)
    opened.stream.destroy()

    expect(opened.sizeBytes).toBe(9)
  })

  it('lies under a random name in which nothing of the user’s is left, readable by us alone', async () => {
    const stored = await (await store()).put(chunks('a'), facts({ name: '../../../etc/passwd\0.html' }))
    const [path = '', ...others] = await filesIn(root)

    expect(others).toEqual([])
    expect(path).toBe(join(root, stored.location.slice(0, 2), stored.location.slice(2, 4), stored.location))
    expect(stored.location).toMatch(/^[0-9a-f]{32}$/)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it.each(['', '..', '../secret', '/etc/passwd', 'a'.repeat(32).toUpperCase(), `${'a'.repeat(31)}/`, 'drafts', `${'a'.repeat(32)}\0`])(
    'is not found under the location %j',
    async (location) => {
      await expect((await store()).open(location)).rejects.toMatchObject({ code: 'not-found' })
      await expect((await store()).remove(location)).rejects.toMatchObject({ code: 'not-found' })
    },
  )

  it('is gone once it is removed; removing it again changes nothing', async () => {
    const files = await store()
    const { location } = await files.put(chunks('a'), facts())
    await files.remove(location)
    await files.remove(location)

    await expect(files.open(location)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a file that does not arrive', () => {
  it('larger than allowed: refused while it comes, nothing is kept', async () => {
    let asked = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        asked += 1
        yield Buffer.alloc(300)
      }
    }
    await expect((await store()).put(endless(), facts())).rejects.toMatchObject({ code: 'file-too-large' })

    expect(asked).toBe(4)
    expect(await filesIn(root)).toEqual([])
  })

  it('exactly as large as allowed: kept', async () => {
    expect(await (await store()).put(chunks(Buffer.alloc(1_000)), facts())).toMatchObject({ sizeBytes: 1_000 })
  })

  it('whose sender goes away: nothing is kept', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a')
      throw new Error('aborted')
    }
    await expect((await store()).put(broken(), facts())).rejects.toThrow('aborted')
    expect(await filesIn(root)).toEqual([])
  })

  it('on a full disk: said, and nothing is kept', async () => {
    const disk = join(root, 'disk')
    await mkdir(disk)
    if (!mounted(disk)) return
    try {
      const files = await openFileStore(pathToFileURL(disk).href)
      const put = files.put(chunks(Buffer.alloc(900_000), Buffer.alloc(900_000)), facts({ limitBytes: 10_000_000 }))
      await expect(put).rejects.toMatchObject({ code: 'disk-full' })
      expect(await filesIn(disk)).toEqual([])
    } finally {
      execFileSync('/usr/bin/umount', [disk])
    }
  })

  it('left half written by a process that was killed: swept a day later', async () => {
    await store()
    const [old, fresh] = [join(root, 'drafts', 'old'), join(root, 'drafts', 'fresh')]
    await writeFile(old, 'a')
    await writeFile(fresh, 'a')
    await utimes(old, 0, 0)
    await store()

    expect(await filesIn(root)).toEqual([fresh])
  })
})

describe('FILES_URL', () => {
  it.each(['s3://bucket/folder', '/var/lib/danju', 'file://server/share', ''])(
    '%j is refused with an example of what works',
    async (url) => {
      await expect(openFileStore(url)).rejects.toMatchObject({ code: 'files-url', text: { en: expect.stringContaining('file:///') } })
    },
  )
})

function mounted(folder: string): boolean {
  try {
    execFileSync('/usr/bin/mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
