import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { UnavailableError } from '../../src/kernel/errors.js'
import type { Sql, Transaction } from '../../src/store/database.js'
import { insertIfAbsent, insertRows, upsertRows } from '../../src/store/insert-rows.js'
import { ReentrantStatementError } from '../../src/store/reentrance.js'
import { type TestDatabase, testDatabase, testWorld } from '../support/database.js'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  await database.execute('CREATE TABLE counter (id BIGINT NOT NULL PRIMARY KEY, n INT NOT NULL, name VARCHAR(50))')
  await database.execute('CREATE UNIQUE INDEX counter_name ON counter (name)')
})
afterAll(() => database?.drop())

beforeEach(async () => {
  await database.execute('DELETE FROM counter')
  await insertRows(
    database,
    'counter',
    ['id', 'n'],
    [
      [1, 0],
      [2, 0],
    ],
  )
})

const numbersBy = async (sql: Sql): Promise<readonly unknown[]> =>
  (await sql.query('SELECT n FROM counter ORDER BY id')).map((row) => row.n)
const numbers = (): Promise<readonly unknown[]> => numbersBy(database)
const bump = (tx: Transaction, id: number): Promise<number> => tx.execute('UPDATE counter SET n = n + 1 WHERE id = ?', [id])

describe('a transaction', () => {
  it('keeps all or nothing', async () => {
    const failing = database.transaction(async (tx) => {
      await bump(tx, 1)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await numbers()).toEqual([0, 0])
    await database.transaction((tx) => bump(tx, 1))
    expect(await numbers()).toEqual([1, 0])
  })

  it('reads what it sent before, and keeps it', async () => {
    const seen = await database.transaction(async (tx) => {
      await tx.send('UPDATE counter SET n = n + 1 WHERE id = ?', [1])
      await tx.send('UPDATE counter SET n = n * 10 WHERE id = ?', [1])
      const rows = await Promise.all([1, 2].map((id) => tx.query('SELECT n FROM counter WHERE id = ?', [id])))
      await tx.send("UPDATE counter SET name = 'last; ''of'' all' WHERE id = ?", [2])
      return rows.flat().map((row) => row.n)
    })
    expect(seen).toEqual([10, 0])
    expect(await database.query('SELECT n, name FROM counter ORDER BY id')).toEqual([
      { n: 10, name: null },
      { n: 0, name: "last; 'of' all" },
    ])
  })

  it('keeps nothing when what it sent fails at the commit, or before with the error caught', async () => {
    const insert = 'INSERT INTO counter (id, n) VALUES (?, 0)'
    const atCommit = database.transaction(async (tx) => {
      await bump(tx, 2)
      await tx.send(insert, [1])
    })
    const caught = database.transaction(async (tx) => {
      await tx.send(insert, [1])
      await bump(tx, 2).catch(() => {})
    })
    for (const failed of [atCommit, caught]) {
      const error = await failed.catch((thrown: unknown) => thrown)
      expect(database.dialect.isDuplicateKey(error)).toBeDefined()
    }
    expect(await numbers()).toEqual([0, 0])
  })

  it('is read before it ends, by the first statement asked, and after it, by others', async () => {
    const told: string[] = []
    const read = await database.transactionThenRead(
      async (tx) => {
        tx.afterCommit(() => told.push('committed'))
        await tx.send('UPDATE counter SET n = 5 WHERE id = ?', [1])
        return tx
      },
      async (tx) => {
        const [first] = await tx.query('SELECT n FROM counter WHERE id = 1')
        return { first, others: await numbersBy(tx) }
      },
    )
    expect(read).toEqual({ first: { n: 5 }, others: [5, 0] })
    expect(told).toEqual(['committed'])
  })

  it('keeps nothing when the first reading fails, and what was done when a later one does', async () => {
    const wrong = 'SELECT nothing FROM counter'
    let tries = 0
    const write = async (tx: Transaction): Promise<Transaction> => {
      tries++
      await bump(tx, 1)
      return tx
    }
    await expect(database.transactionThenRead(write, (tx) => tx.query(wrong))).rejects.toThrow()
    expect(await numbers()).toEqual([0, 0])
    const late = database.transactionThenRead(write, async (tx) => {
      await numbersBy(tx)
      return tx.query(wrong)
    })
    await expect(late).rejects.toThrow()
    expect(await numbers()).toEqual([1, 0])
    expect(tries).toBe(2)
    expect(await database.transaction((tx) => bump(tx, 1))).toBe(1)
  })

  it('goes on after an insertion that was there already, whatever was sent before it', async () => {
    await database.transaction(async (tx) => {
      await tx.send('UPDATE counter SET n = 7 WHERE id = ?', [1])
      expect(await insertIfAbsent(tx, 'counter', ['id', 'n'], [2, 9])).toBe(false)
      await bump(tx, 2)
    })
    expect(await numbers()).toEqual([7, 1])
  })

  it('sends more at once than the server takes in one packet', async () => {
    const long = 'x'.repeat(2_000_000)
    await database.transaction(async (tx) => {
      for (let time = 0; time < 10; time += 1) await tx.send('UPDATE counter SET n = n + CHAR_LENGTH(?) WHERE id = ?', [long, 1])
    })
    expect(await numbers()).toEqual([20_000_000, 0])
  })

  it('does what comes after the commit once, after it, and never after a rollback', async () => {
    const seen: string[] = []
    await database.transaction(async (tx) => {
      tx.afterCommit(() => seen.push('after'))
      await bump(tx, 1)
      seen.push('work')
    })
    await database
      .transaction(async (tx) => {
        tx.afterCommit(() => seen.push('never'))
        throw new Error('no')
      })
      .catch(() => {})
    expect(seen).toEqual(['work', 'after'])
  })

  it('is isolated from others until it commits', async () => {
    let release = (): void => {}
    const written = new Promise<void>((resolve) => {
      release = resolve
    })
    const seen = written.then(numbers)
    await database.transaction(async (tx) => {
      await bump(tx, 1)
      release()
      if (testWorld() === 'servers') await seen
    })
    expect(await seen).toEqual(testWorld() === 'servers' ? [0, 0] : [1, 0])
    expect(await numbers()).toEqual([1, 0])
  })

  it('runs again when two of them lock each other out, and loses nothing', async () => {
    let tries = 0
    const cross = (first: number, second: number): Promise<void> =>
      database.transaction(async (tx) => {
        tries++
        await bump(tx, first)
        await new Promise((resolve) => setTimeout(resolve, 30))
        await bump(tx, second)
      })
    await Promise.all([cross(1, 2), cross(2, 1), cross(1, 2), cross(2, 1)])
    expect(await numbers()).toEqual([4, 4])
    if (testWorld() === 'servers') expect(tries).toBeGreaterThan(4)
    else expect(tries).toBe(4)
  })

  it('draws a new id when the first one was taken', async () => {
    const taken = '1000000000000000001'
    await insertRows(database, 'counter', ['id', 'n'], [[taken, 0]])
    const drawn = [taken, '1000000000000000002']
    await database.transaction((tx) => insertRows(tx, 'counter', ['id', 'n'], [[drawn.shift(), 7]]))
    expect(await database.query('SELECT n FROM counter WHERE id = ?', ['1000000000000000002'])).toEqual([{ n: 7 }])
  })

  it('reports a taken key under the name of its index, without trying again', async () => {
    await insertRows(database, 'counter', ['id', 'n', 'name'], [[5, 0, 'a, b']])
    let tries = 0
    const insert = database.transaction(async (tx) => {
      tries++
      await insertRows(tx, 'counter', ['id', 'n', 'name'], [[6, 0, 'a, b']])
    })
    const error = await insert.catch((thrown: unknown) => thrown)
    expect(database.dialect.isDuplicateKey(error)?.key).toBe('counter_name')
    expect(tries).toBe(1)
  })

  it('leaves the connection usable after a failed statement', async () => {
    await expect(database.transaction((tx) => tx.query('SELECT nonsense FROM nowhere'))).rejects.toThrow()
    expect(await numbers()).toEqual([0, 0])
  })
})

describe('a statement on the database inside its own open transaction', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['query', () => database.query('SELECT 1')],
    ['execute', () => database.execute('UPDATE counter SET n = 9')],
    ['transaction', () => database.transaction((tx) => bump(tx, 1))],
    ['ping', () => database.ping()],
    ['exclusively', () => database.exclusively('x', async () => {})],
  ])('%s throws at once', async (_name, statement) => {
    await expect(database.transaction(statement)).rejects.toThrow(ReentrantStatementError)
    expect(await numbers()).toEqual([0, 0])
  })

  it('is seen through awaits and timers', async () => {
    const later = database.transaction(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      await Promise.all([database.query('SELECT 1')])
    })
    await expect(later).rejects.toThrow(ReentrantStatementError)
  })

  it('is allowed again after the commit, in what it left running and in what comes after it', async () => {
    let leftRunning: Promise<unknown> = Promise.resolve()
    let after: Promise<unknown> = Promise.resolve()
    await database.transaction(async (tx) => {
      leftRunning = new Promise((resolve) => setTimeout(resolve, 50)).then(() => database.ping())
      tx.afterCommit(() => {
        after = database.ping()
      })
    })
    await expect(Promise.all([leftRunning, after])).resolves.toBeDefined()
  })

  it('does not hinder other calls', async () => {
    await Promise.all([database.transaction((tx) => bump(tx, 1)), database.execute('UPDATE counter SET n = n + 1 WHERE id = 2')])
    expect(await numbers()).toEqual([1, 1])
  })
})

describe('a statement that runs too long', () => {
  const endless = (): string =>
    database.dialect.name === 'mysql' ? 'SELECT SLEEP(20)' : 'SELECT COUNT(*) FROM generate_series(1, 100000000000)'

  it('is ended, and the database goes on', async () => {
    const began = Date.now()
    const error = await database.query(endless(), [], { timeoutMs: 300 }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UnavailableError)
    expect(error).toMatchObject({ code: 'statement-timeout' })
    expect(Date.now() - began).toBeLessThan(25_000)
    expect(await numbers()).toEqual([0, 0])
  })

  it('takes its transaction with it', async () => {
    const work = database.transaction(async (tx) => {
      await bump(tx, 1)
      await tx.query(endless(), [], { timeoutMs: 300 })
    })
    await expect(work).rejects.toBeInstanceOf(UnavailableError)
    expect(await numbers()).toEqual([0, 0])
  })
})

describe('many rows', () => {
  it('are inserted in few statements and streamed in batches', async () => {
    const rows = Array.from({ length: 2_500 }, (_, index) => [1_000 + index, index, null])
    expect(await insertRows(database, 'counter', ['id', 'n', 'name'], rows)).toBe(2_500)
    const seen: unknown[] = []
    for await (const row of database.stream('SELECT n FROM counter WHERE id >= ? ORDER BY id', [1_000])) seen.push(row.n)
    expect(seen).toEqual(rows.map(([, n]) => n))
  })

  it('are updated where they are already', async () => {
    const rows = [
      [1, 10, 'one'],
      [3, 30, 'three'],
    ]
    await upsertRows(database, { table: 'counter', columns: ['id', 'n', 'name'], rows }, ['id'], ['n', 'name'])
    expect(await numbers()).toEqual([10, 0, 30])
  })

  it('are left alone where they are already', async () => {
    expect(await insertIfAbsent(database, 'counter', ['id', 'n'], [1, 99])).toBe(false)
    expect(await insertIfAbsent(database, 'counter', ['id', 'n'], [4, 4])).toBe(true)
    expect(await numbers()).toEqual([0, 0, 4])
  })
})

it('lets one caller in at a time under a name', async () => {
  const seen: string[] = []
  const visit = (name: string): Promise<void> =>
    database.exclusively('room', async () => {
      seen.push(`${name} in`)
      await database.ping()
      await new Promise((resolve) => setTimeout(resolve, 30))
      seen.push(`${name} out`)
    })
  await Promise.all([visit('a'), visit('b')])
  expect([seen[1]?.endsWith('out'), seen[3]?.endsWith('out')]).toEqual([true, true])
})
