import { describe, expect, it } from '@jest/globals'
import type { Connection, Outcome, Statement } from '../../src/store/driver.js'
import { StatementQueue } from '../../src/store/statement-queue.js'

/** A connection that notes what arrives together; a statement with `wrong` in it fails. */
function noting(): { readonly connection: Connection; readonly turns: (readonly string[])[] } {
  const turns: (readonly string[])[] = []
  const answer = ({ sql }: Statement): Outcome => {
    if (sql.includes('wrong')) throw new Error(sql)
    return { rows: [{ sql }], affected: 1 }
  }
  const runAll = async (statements: readonly Statement[]): Promise<readonly Outcome[]> => {
    turns.push(statements.map(({ sql }) => sql))
    await new Promise((resolve) => setTimeout(resolve, 1))
    return statements.map(answer)
  }
  const connection: Connection = {
    run: async (statement) => (await runAll([statement]))[0] ?? { rows: [], affected: 0 },
    runAll,
    stream: () => {
      throw new Error('nothing is streamed here')
    },
    release: () => {},
  }
  return { connection, turns }
}

const statement = (sql: string): Statement => ({ sql, parameters: [] })

describe('the statements of a transaction', () => {
  it('travel with the next one that somebody waits for, in their order', async () => {
    const { connection, turns } = noting()
    const queue = new StatementQueue(connection)
    await queue.post(statement('begin'))
    expect(turns).toEqual([])
    expect(await queue.ask(statement('read'))).toMatchObject({ rows: [{ sql: 'read' }] })
    await queue.post(statement('write'))
    await queue.post(statement('trace'))
    await queue.ask(statement('commit'))
    expect(turns).toEqual([
      ['begin', 'read'],
      ['write', 'trace', 'commit'],
    ])
  })

  it('travel together when they are asked at the same time, even after other awaits', async () => {
    const { connection, turns } = noting()
    const queue = new StatementQueue(connection)
    const later = async (sql: string): Promise<Outcome> => {
      await null
      await null
      return queue.ask(statement(sql))
    }
    const [one, other] = await Promise.all([queue.ask(statement('one')), later('other')])
    expect([one.rows, other.rows]).toEqual([[{ sql: 'one' }], [{ sql: 'other' }]])
    expect(turns).toEqual([['one', 'other']])
  })

  it('end with the one that goes behind, whatever is asked at the same time', async () => {
    const { connection, turns } = noting()
    const queue = new StatementQueue(connection)
    const later = async (): Promise<Outcome> => {
      await null
      return queue.ask(statement('read'))
    }
    await queue.post(statement('write'))
    const [reading] = await Promise.all([later(), queue.askBehind(statement('commit'))])
    await queue.ask(statement('another'))
    expect(reading.rows).toEqual([{ sql: 'read' }])
    expect(turns).toEqual([['write', 'read', 'commit'], ['another']])
  })

  it('do not wait without end for company', async () => {
    const { connection, turns } = noting()
    const queue = new StatementQueue(connection)
    for (let count = 0; count < 40; count += 1) await queue.post(statement(`write ${count}`))
    await queue.ask(statement('commit'))
    expect(turns.map((turn) => turn.length)).toEqual([32, 9])
  })

  it('are not sent once one of them failed, whoever catches the error', async () => {
    const { connection, turns } = noting()
    const queue = new StatementQueue(connection)
    await queue.post(statement('wrong write'))
    await expect(queue.ask(statement('read'))).rejects.toThrow('wrong write')
    await expect(queue.ask(statement('another'))).rejects.toThrow('wrong write')
    await expect(queue.askAlone(statement('alone'))).rejects.toThrow('wrong write')
    await expect(queue.ask(statement('commit'))).rejects.toThrow('wrong write')
    expect(turns).toEqual([['wrong write', 'read']])
  })

  it('go on after one that may fail, which travels by itself', async () => {
    const { connection, turns } = noting()
    const queue = new StatementQueue(connection)
    await queue.post(statement('write'))
    await expect(queue.askAlone(statement('wrong guess'))).rejects.toThrow('wrong guess')
    await queue.ask(statement('commit'))
    expect(turns).toEqual([['write'], ['wrong guess'], ['commit']])
  })

  it('are left behind when the transaction is given up', async () => {
    const { connection, turns } = noting()
    const queue = new StatementQueue(connection)
    await queue.post(statement('write'))
    const forgotten = queue.ask(statement('forgotten'))
    await Promise.all([queue.close(new Error('given up')), expect(forgotten).rejects.toThrow('given up')])
    expect(turns).toEqual([])
  })
})
