import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { ConflictError, UnavailableError } from '../../src/kernel/errors.js'
import { type OpenEmbedded, openEmbedded } from '../../src/store/embedded/open-embedded.js'
import type { EmbeddedNotice, EmbeddedOptions } from '../../src/store/embedded/options.js'
import { testTemplate } from '../support/database.js'
import { startHolder } from '../support/start-holder.js'

let folder: string
let opened: OpenEmbedded[]
let notices: EmbeddedNotice[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'danju-folder-'))
  opened = []
  notices = []
})

afterEach(async () => {
  for (const each of opened) await each.database.close()
  await rm(folder, { recursive: true, force: true })
})

async function open(options: Partial<EmbeddedOptions> = {}): Promise<OpenEmbedded> {
  const usual = {
    folder,
    template: await testTemplate(),
    snapshots: false,
    onNotice: (notice: EmbeddedNotice) => void notices.push(notice),
  } as const
  const each = await openEmbedded({ ...usual, ...options })
  opened.push(each)
  return each
}

async function close(): Promise<void> {
  for (const each of opened.splice(0)) await each.database.close()
}

const countIn = async ({ database }: OpenEmbedded): Promise<unknown> =>
  (await database.query('SELECT COUNT(*)::int AS n FROM acknowledged'))[0]?.n

async function tables({ database }: OpenEmbedded): Promise<void> {
  await database.execute('CREATE TABLE acknowledged (n bigint PRIMARY KEY)')
  await database.execute('CREATE TABLE total (n bigint)')
  await database.execute('INSERT INTO total VALUES (0)')
}

describe('a folder', () => {
  it('is made at the first start and opened in no time at the next', async () => {
    await tables(await open())
    await close()
    const began = Date.now()
    expect(await countIn(await open())).toBe(0)
    expect(Date.now() - began).toBeLessThan(25_000)
  })

  it('is made without a template too', async () => {
    await tables(await open({ template: '' }))
  })

  it('syncs every commit to the disk', async () => {
    const { database } = await open({ durable: true })
    const [row] = await database.query("SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit")
    expect(row).toEqual({ fsync: 'on', commit: 'on' })
  })
})

describe('the lock', () => {
  it('keeps a second owner out and names the first one, in both languages', async () => {
    await open()
    const refused = await open().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(ConflictError)
    expect(refused).toMatchObject({
      code: 'folder-in-use',
      text: { zh: expect.stringContaining(`进程 ${process.pid} `), en: expect.stringContaining(`process ${process.pid} `) },
    })
  })

  it('is free again after closing, and after a failed start', async () => {
    await open()
    await close()
    await writeFile(join(folder, 'database', 'PG_VERSION'), '9.6\n')
    await expect(open()).rejects.toThrow()
    await writeFile(join(folder, 'database', 'PG_VERSION'), '18\n')
    await open()
  })

  it('is taken over from a process that has ended, or whose number now belongs to another', async () => {
    await open()
    const lock = JSON.parse(await readFile(join(folder, 'database.lock'), 'utf8'))
    await close()
    for (const dead of [{ pid: 4_194_000 }, { started: 'another boot/1' }]) {
      await writeFile(join(folder, 'database.lock'), JSON.stringify({ ...lock, ...dead }))
      await open()
      await close()
    }
  })

  it('is taken over from another machine only when that one has been silent', async () => {
    await open()
    const file = join(folder, 'database.lock')
    const foreign = JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), machine: 'elsewhere pid:[1]', pid: 1 })
    await close()
    await writeFile(file, foreign)
    const beat = setInterval(() => void utimes(file, new Date(), new Date()), 500)
    await expect(open()).rejects.toMatchObject({ code: 'folder-in-use' })
    clearInterval(beat)
    await utimes(file, new Date(), new Date(Date.now() - 60_000))
    await open()
  })

  it('cut off while it was written is no lock', async () => {
    await writeFile(join(folder, 'database.lock'), '{"pid": 1')
    await open()
  })
})

describe('a process that is killed', () => {
  it('loses nothing that was acknowledged, and keeps others out while it lives', async () => {
    await tables(await open())
    await close()
    let next = 1
    for (const count of [40, 90, 25]) {
      const holder = await startHolder(folder, next)
      await holder.reached(5)
      await expect(open()).rejects.toMatchObject({ code: 'folder-in-use', details: { pid: holder.pid } })
      await holder.reached(count)
      await holder.kill()
      const { database } = await open()
      const kept = new Set((await database.query('SELECT n FROM acknowledged')).map((row) => Number(row.n)))
      expect(holder.acknowledged.filter((n) => !kept.has(n))).toEqual([])
      const [total] = await database.query('SELECT n FROM total')
      expect(Number(total?.n)).toBe(kept.size)
      next = Math.max(...kept) + 1
      await close()
    }
  })
})

describe('snapshots', () => {
  const plan = { everyMs: 3_600_000, keep: 2 }
  const names = async (): Promise<readonly string[]> => (await readdir(join(folder, 'snapshots'))).sort()

  it('take the place of a folder that cannot be opened, and say so', async () => {
    const first = await open({ snapshots: plan })
    await tables(first)
    await first.database.execute('INSERT INTO acknowledged VALUES (1)')
    const snapshot = await first.snapshot()
    await first.database.execute('INSERT INTO acknowledged VALUES (2)')
    opened.pop()
    await close()
    await first.database.close()
    await rm(join(folder, 'snapshots', (await names()).filter((name) => name !== snapshot)[0] ?? 'none'), { recursive: true, force: true })
    await writeFile(join(folder, 'database', 'global', 'pg_control'), 'nonsense')

    expect(await countIn(await open({ snapshots: plan }))).toBe(1)
    expect(notices).toMatchObject([{ code: 'restored-from-snapshot', details: { snapshot } }])
    expect((await readdir(folder)).filter((name) => name.startsWith('database.broken-'))).toHaveLength(1)
  })

  it('are made at a clean end when something was written, and the oldest go', async () => {
    for (let n = 1; n <= 4; n++) {
      const { database } = await open({ snapshots: plan })
      await database.execute(`CREATE TABLE t${n} (n int)`)
      await close()
    }
    const kept = await names()
    expect(kept).toHaveLength(2)
    await open({ snapshots: plan })
    await close()
    expect(await names()).toEqual(kept)
  })

  it('open by themselves', async () => {
    const first = await open()
    await tables(first)
    await first.database.execute('INSERT INTO acknowledged SELECT generate_series(1, 5000)')
    await first.snapshot()
    await close()
    await rm(join(folder, 'database'), { recursive: true })
    expect(await countIn(await open())).toBe(5_000)
  })

  it('do not replace a folder of another version', async () => {
    const first = await open()
    await first.snapshot()
    await close()
    await writeFile(join(folder, 'database', 'PG_VERSION'), '9.6\n')
    await expect(open()).rejects.toThrow()
    expect(notices).toEqual([])
  })

  it('are what is told when nothing opens', async () => {
    await open()
    await close()
    await writeFile(join(folder, 'database', 'global', 'pg_control'), 'nonsense')
    await expect(open()).rejects.toMatchObject({ code: 'folder-unreadable' })
  })
})

describe('the shared session', () => {
  it('hands NOTIFY to every connection that the pool lent, and stays one connection at a time', async () => {
    const { pool, database } = await open()
    const heard: unknown[] = []
    const listener = await pool.connect()
    listener.on('notification', ({ channel, payload }) => heard.push([channel, payload]))
    await listener.query('-- a comment\nLISTEN "jobs:x"')
    await database.transaction(async (tx) => {
      await tx.execute(`NOTIFY "jobs:x", 'committed'`)
    })
    await database
      .transaction(async (tx) => {
        await tx.execute(`NOTIFY "jobs:x", 'rolled back'`)
        throw new Error('no')
      })
      .catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(heard).toEqual([['jobs:x', 'committed']])
    listener.release()
  })

  it('keeps two hundred transactions apart, failed ones too', async () => {
    const { database, pool } = await open()
    await database.execute('CREATE TABLE n (id int PRIMARY KEY, n int)')
    await database.execute('INSERT INTO n VALUES (1, 0)')
    const work = Array.from({ length: 200 }, async (_, index) => {
      await database
        .transaction(async (tx) => {
          const [row] = await tx.query<{ n: number }>('SELECT n FROM n WHERE id = 1')
          await new Promise((resolve) => setImmediate(resolve))
          await tx.execute('UPDATE n SET n = ? WHERE id = 1', [(row?.n ?? 0) + 1])
          if (index % 10 === 0) throw new Error('no')
        })
        .catch(() => {})
      await pool.query('SELECT 1')
    })
    await Promise.all(work)
    expect(await database.query('SELECT n FROM n')).toEqual([{ n: 180 }])
  })

  it('rolls back a transaction that says nothing for too long, and lets the others go on', async () => {
    const { database } = await open({ idleTransactionMs: 150 })
    await database.execute('CREATE TABLE n (n int)')
    const sleeper = database.transaction(async (tx) => {
      await tx.execute('INSERT INTO n VALUES (1)')
      await new Promise((resolve) => setTimeout(resolve, 600))
      await tx.execute('INSERT INTO n VALUES (2)')
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await database.query('SELECT n FROM n')).toEqual([])
    await expect(sleeper).rejects.toBeInstanceOf(UnavailableError)
  })

  it('ends a statement without a limit of its own after the usual time; whoever waits behind it goes on, and who listens is told', async () => {
    const { database, pool } = await open({ statementMs: 400 })
    const listener = await pool.connect()
    await listener.query('LISTEN x')
    const cut = new Promise((resolve) => listener.on('error', resolve))
    const endless = database.query('SELECT COUNT(*) FROM generate_series(1, 100000000000)')
    const behind = database.query('SELECT 2 AS two')
    await expect(endless).rejects.toMatchObject({ code: 'statement-timeout' })
    expect(await behind).toEqual([{ two: 2 }])
    expect(await cut).toMatchObject({ code: 'database-unavailable' })
    listener.release(true)
    expect(notices).toMatchObject([{ code: 'engine-restarted', details: { reason: 'statement-timeout' } }])
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('keeps a transaction open only for the one who opened it', async () => {
    const { pool, database } = await open()
    await database.execute('CREATE TABLE n (n int)')
    const client = await pool.connect()
    await client.query('BEGIN')
    await client.query('INSERT INTO n VALUES (1)')
    client.release(true)
    expect(await database.query('SELECT n FROM n')).toEqual([])
  })
})
