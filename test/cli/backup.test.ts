import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { migrations } from '../../migrations/index.js'
import { definitions } from '../../resources/index.js'
import { backUp, storedIn } from '../../src/cli/backup.js'
import { projectedTables } from '../../src/cli/restore.js'
import { loadModels } from '../../src/design/models.js'
import { prepareTables } from '../../src/design/schema.js'
import { openFileStore } from '../../src/files/file-store.js'
import { brokenInvariants } from '../../src/records/invariants.js'
import { checkBackup } from '../../src/store/backup/backup-file.js'
import { type RestoreOrder, restoreBackup } from '../../src/store/backup/restore-backup.js'
import { assertWhole } from '../../src/store/backup/restore-mark.js'
import { currentTables } from '../../src/store/current-tables.js'
import type { Database } from '../../src/store/database.js'
import { openEmbedded } from '../../src/store/embedded/open-embedded.js'
import { testDatabase, testTemplate, testWorld } from '../support/database.js'
import { anOrder, aShop, aSubmittedOrder, type TestPlatform, testPlatform } from '../support/platform.js'

const folder = mkdtempSync(join(tmpdir(), 'danju-backup-'))
const file = join(folder, 'company.ndjson.gz')
const opened: Database[] = []
let platform: TestPlatform

beforeAll(async () => {
  platform = await testPlatform()
  const shop = await aShop(platform, { onHand: '20' })
  const { id } = await aSubmittedOrder(platform, shop, '8')
  await platform.records.transition(platform.admin, 'order', id, 'approve', {}, null)
  await anOrder(platform, shop, { quantity: '1.5' })
  await platform.records.create(platform.admin, 'supplier', {
    code: 'S1',
    name: '杭州“引号”\n与 \\ 反斜杠',
    note: '2026-11-22T08:00:00.000Z',
  })
  await backUp(platform, file)
})

afterAll(async () => {
  for (const database of opened) await database.close()
  await platform.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** An empty database of this world. */
const sameKind = async (): Promise<Database> => {
  const database = await testDatabase()
  opened.push({ ...database, close: () => database.drop() })
  return database
}

/** An empty embedded database, whatever this world is: in the servers' world a backup crosses dialects and back. */
const embedded = async (): Promise<Database> => {
  const { database } = await openEmbedded({
    folder: mkdtempSync(join(folder, 'db-')),
    template: await testTemplate(),
    durable: false,
    snapshots: false,
  })
  opened.push(database)
  return database
}

const order = (more: Partial<RestoreOrder> = {}): RestoreOrder => ({
  file,
  migrations: migrations.map(({ name }) => name),
  projected: projectedTables,
  ...more,
})

/** The lines of rows, without the header that says when it was made and the footer. */
const rowsIn = (path: string): readonly string[] => gunzipSync(readFileSync(path)).toString().split('\n').slice(1, -2)

async function rowCounts(database: Database): Promise<Readonly<Record<string, number>>> {
  const { tables } = (await checkBackup(file)).header
  const counts = []
  for (const { name } of tables) {
    const [row] = await database.query(`SELECT COUNT(*) AS n FROM ${database.dialect.quote(name)}`)
    counts.push([name, Number(row?.n)] as const)
  }
  return Object.fromEntries(counts)
}

/** While a stored file is known under that location, whether it lies there or not. */
async function withFile<T>(location: string, work: () => Promise<T>): Promise<T> {
  const id = platform.ids()
  const at = new Date().toISOString()
  await platform.database.execute(
    'INSERT INTO dj_file (id, name, media_type, size_bytes, sha256, location, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    [id, 'a.pdf', 'application/pdf', 300_000, 'f'.repeat(64), location, at],
  )
  try {
    return await work()
  } finally {
    await platform.database.execute('DELETE FROM dj_file WHERE id = ?', [id])
  }
}

/** What opening the platform does with a restored database. */
async function broughtUp(database: Database) {
  const models = await loadModels(database, definitions)
  await prepareTables({ database, clock: platform.clock, ids: platform.ids }, models.current())
  return { database, models, clock: platform.clock }
}

describe('a backup', () => {
  it('brings stored files along, each back where its record looks for it', async () => {
    const [there, here] = [await mkdtemp(join(folder, 'files-')), await mkdtemp(join(folder, 'files-'))].map(
      (path) => pathToFileURL(path).href,
    )
    const [from, to] = [await openFileStore(there ?? ''), await openFileStore(here ?? '')]
    const scan = randomBytes(300_000)
    const facts = { name: '合同.pdf', mediaType: 'application/pdf', limitBytes: 1_000_000 }
    const { location } = await from.put(Readable.from([scan]), facts)
    const attached = await withFile(location, () =>
      withFile('0'.repeat(32), () => backUp(platform, join(folder, 'files.ndjson.gz'), storedIn(from))),
    )
    await restoreBackup(await sameKind(), order({ file: join(folder, 'files.ndjson.gz'), keep: to.putBack }))

    expect(attached.files).toBe(1)
    expect(Buffer.concat(await (await to.open(location)).stream.toArray())).toEqual(scan)
  })

  it('comes back row for row in the other kind of database, and back again', async () => {
    const away = await broughtUp(await embedded())
    await restoreBackup(away.database, order())
    const [second, third] = ['second', 'third'].map((name) => join(folder, `${name}.ndjson.gz`)) as [string, string]
    await backUp(away, second)
    const home = await broughtUp(await sameKind())
    await restoreBackup(home.database, order({ file: second }))
    await backUp(home, third)

    expect(await rowCounts(home.database)).toEqual(await rowCounts(platform.database))
    expect(await rowCounts(home.database)).toMatchObject({ order: 2, supplier: 1, stock_reservation: 1 })
    expect(rowsIn(third)).toEqual(rowsIn(file))
    expect(await brokenInvariants({ sql: home.database, clock: home.clock }, home.models.current())).toEqual([])
  })

  it('shows one moment, though people go on working', async () => {
    const busy = { on: true, pairs: 0 }
    const working = (async () => {
      while (busy.on) {
        await platform.database.transaction(async (tx) => {
          for (const series of ['a', 'z']) {
            const values = [`${series}-${busy.pairs}`, 'moment', 1]
            await tx.execute(
              `INSERT INTO dj_sequence (series, ${tx.dialect.quote('scope')}, ${tx.dialect.quote('value')}) VALUES (?, ?, ?)`,
              values,
            )
          }
          await tx.execute('UPDATE dj_state SET model_version = model_version')
          await tx.execute('INSERT INTO dj_inbox (consumer, event_id, done_at) VALUES (?, ?, ?)', [
            'moment',
            String(busy.pairs),
            new Date().toISOString(),
          ])
        })
        busy.pairs += 1
      }
    })()
    while (busy.pairs < 3) await new Promise((resolve) => setTimeout(resolve, 10))
    const moment = join(folder, 'moment.ndjson.gz')
    await backUp(platform, moment)
    busy.on = false
    await working

    const rows = rowsIn(moment)
    const inboxed = rows.filter((row) => row.startsWith('["moment",')).length
    expect(rows.filter((row) => row.includes('"moment",') && /^\["[az]-/.test(row))).toHaveLength(inboxed * 2)
    expect(inboxed).toBeGreaterThan(0)
  })

  it('is for its owner’s eyes only', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})

describe('a restore', () => {
  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * 0.7))],
    ['without its end', (bytes: Buffer) => bytes.subarray(0, bytes.length - 9)],
    ['of something else', () => Buffer.from('PK not a backup')],
  ])('refuses a file that is %s, before it touches anything', async (_what, spoil) => {
    const spoilt = join(folder, 'spoilt.ndjson.gz')
    writeFileSync(spoilt, spoil(readFileSync(file)))
    const database = await sameKind()
    const before = (await currentTables(database)).map(({ name }) => name)

    await expect(restoreBackup(database, order({ file: spoilt }))).rejects.toMatchObject({ code: 'backup-damaged' })
    expect((await currentTables(database)).map(({ name }) => name)).toEqual(before)
  })

  it('refuses a file with a changed row', async () => {
    const { gzipSync } = await import('node:zlib')
    const changed = join(folder, 'changed.ndjson.gz')
    writeFileSync(changed, gzipSync(gunzipSync(readFileSync(file)).toString().replace('引号', '号引')))

    await expect(checkBackup(changed)).rejects.toMatchObject({ code: 'backup-damaged' })
  })

  it('refuses a database that holds rows, and a backup of a newer release', async () => {
    await expect(restoreBackup(platform.database, order())).rejects.toMatchObject({ code: 'not-empty' })
    await expect(restoreBackup(await sameKind(), order({ migrations: [] }))).rejects.toMatchObject({ code: 'backup-newer' })
  })

  it('that fails leaves nothing behind, or can be done again with the same file', async () => {
    const database = await sameKind()
    const failing = restoreBackup(database, order({ verify: async () => Promise.reject(new Error('does not compile')) }))
    await expect(failing).rejects.toThrow('does not compile')

    if (testWorld() === 'servers') await expect(assertWhole(database)).rejects.toMatchObject({ code: 'half-restored' })
    else expect(await database.query('SELECT id FROM supplier')).toEqual([])
    await restoreBackup(database, order())
    await assertWhole(database)
    expect(await rowCounts(database)).toMatchObject({ order: 2, supplier: 1 })
  })
})
