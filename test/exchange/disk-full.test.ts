import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createExchange } from '../../src/exchange/exchange.js'
import type { DeskDeps } from '../../src/exchange/run-desk.js'
import { UnavailableError } from '../../src/kernel/errors.js'
import type { Context } from '../../src/records/door.js'
import { type Office, openOffice } from '../queue/support/office.js'

let office: Office
let lead: Context
const request = { resource: 'order', where: null, search: null, sort: null, fields: null, format: 'csv' } as const

beforeAll(async () => {
  office = await openOffice()
  lead = await office.as('salesLead', 'lea')
})

afterAll(async () => {
  await office.drop()
})

/** An exchange whose file store fails as it is told to. */
function exchangeThat(fails: () => never) {
  const { database, clock, ids, signals, records } = office
  const files = { put: async () => fails(), open: async () => fails(), remove: async () => {} } as unknown as DeskDeps['files']
  const draftsDir = join(office.settings.dataDir, 'drafts-of-test')
  const actorFor = async () => lead.actor
  const exchange = createExchange({
    database,
    clock,
    ids,
    signals,
    records,
    files,
    draftsDir,
    actorFor,
    model: () => office.models.current(),
    log: () => {},
    ended: async () => {},
    fetched: async () => {},
  })
  return { exchange, drafts: () => (existsSync(draftsDir) ? readdirSync(draftsDir) : []) }
}

const signal = new AbortController().signal

describe('a run whose file finds no place', () => {
  it('fails with a reason its owner understands when the disk is full, and leaves no draft behind', async () => {
    const { exchange, drafts } = exchangeThat(() => {
      throw new UnavailableError('disk-full')
    })
    const { id } = await exchange.startExport(lead, request)

    await exchange.exports.run(id, signal)

    expect(await exchange.get(lead, id)).toMatchObject({ state: 'failed', error: '磁盘空间不足，文件未能生成。' })
    expect(drafts()).toEqual([])
  })

  it('is tried again when the store is only away for a moment', async () => {
    const { exchange, drafts } = exchangeThat(() => {
      throw new UnavailableError('files-unavailable')
    })
    const { id } = await exchange.startExport(lead, request)

    await expect(exchange.exports.run(id, signal)).rejects.toMatchObject({ code: 'files-unavailable' })

    expect(await exchange.get(lead, id)).toMatchObject({ state: 'running' })
    expect(drafts()).toEqual([])
  })

  it('fails with a general word when something broke, and the log has the rest', async () => {
    const { exchange } = exchangeThat(() => {
      throw new Error('secret detail')
    })
    const { id } = await exchange.startExport(lead, request)

    await exchange.exports.run(id, signal)

    const { state, error } = await exchange.get(lead, id)
    expect(state).toBe('failed')
    expect(error).not.toContain('secret')
  })
})
