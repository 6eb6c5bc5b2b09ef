import { describe, expect, it } from '@jest/globals'
import type { StoredRow } from '../../src/compile/stored-row.js'
import type { Row, Transaction } from '../../src/store/database.js'
import { mysqlDialect } from '../../src/store/mysql-dialect.js'
import { Loader } from '../../src/store/rows/loader.js'
import { modelOf, tinyDefinitions } from '../support/tiny-definitions.js'

const model = modelOf(tinyDefinitions)
const [bill, contact] = ['bill', 'contact'].map((name) => model.resources[name])
if (bill === undefined || contact === undefined) throw new Error('the tiny model has bills and contacts')

/** A table of one contact, and what was asked of it. */
function noting(): { readonly tx: Transaction; readonly asked: string[] } {
  const asked: string[] = []
  const refuse = (): never => {
    throw new Error('nothing is written here')
  }
  const query = async <T extends Row>(sql: string): Promise<readonly T[]> => {
    asked.push(sql)
    return [{ id: '3', name: 'stored' }] as unknown as readonly T[]
  }
  return { tx: { dialect: mysqlDialect, query, execute: refuse, send: refuse, afterCommit: refuse }, asked }
}

const theBill = { id: '7', contact: '3' } as unknown as StoredRow
const inHand = { id: '3', name: 'in hand' } as unknown as StoredRow

describe('what a row refers to', () => {
  it('is brought before it is known which it is, and not asked for again by whoever follows', async () => {
    const { tx, asked } = noting()
    const rows = new Loader(tx, model)
    await rows.foresee(bill, '7', ['contact', 'total', 'lines'])
    await rows.follow(bill, [theBill], [['contact', 'name']])
    expect(rows.find('contact', '3')).toMatchObject({ name: 'stored' })
    expect(asked).toEqual([expect.stringContaining('WHERE id = (SELECT `contact_id` FROM `bill` WHERE id = ?)')])
  })

  it('is locked all the same where a lock is wanted', async () => {
    const { tx, asked } = noting()
    const rows = new Loader(tx, model)
    await rows.foresee(bill, '7', ['contact'])
    await rows.share(contact, ['3'])
    expect(asked).toHaveLength(2)
  })

  it('is brought under a lock, and that is enough for whoever wants one', async () => {
    const { tx, asked } = noting()
    const rows = new Loader(tx, model)
    await rows.foresee(bill, '7', ['contact'], 'shared')
    expect(await rows.share(contact, ['3'])).toMatchObject([{ name: 'stored' }])
    expect(asked).toEqual([expect.stringMatching(/LOCK IN SHARE MODE$/)])
  })

  it('does not take the place of a row in hand', async () => {
    const rows = new Loader(noting().tx, model)
    rows.put('contact', inHand)
    await rows.foresee(bill, '7', ['contact'])
    expect(rows.find('contact', '3')).toBe(inHand)
  })
})
