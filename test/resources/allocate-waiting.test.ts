import { describe, expect, it } from '@jest/globals'
import { allocateWaiting } from '../../jobs/allocate-waiting.js'
import type { JobContext, JobRecord, JobTools } from '../../src/define/job.js'

interface Asked {
  readonly resource: string
  readonly where: unknown
}

/** A house where these orders wait and stock is free for so many of them. */
function houseWith(waiting: readonly string[], freeFor: number) {
  const asked: Asked[] = []
  const allocated: string[] = []
  const records: JobTools['records'] = {
    list: async (resource, { where }) => {
      asked.push({ resource, where })
      const lines: readonly JobRecord[] = waiting.map((order, index) => ({ id: String(index), order: { id: order, label: order } }))
      const free: readonly JobRecord[] = allocated.length < freeFor ? [{ id: '1', free: '1' }] : []
      return { data: resource === 'orderLine' ? lines : free, next: null }
    },
    find: async () => undefined,
    transition: async (_resource, id, transition) => {
      allocated.push(`${transition} ${id}`)
      return { id }
    },
  }
  // The job has no business with any other tool: touching one fails.
  const tools = { records } as unknown as JobTools
  return { asked, allocated, tools }
}

const contextOf = (tools: JobTools, signal = new AbortController().signal): JobContext => ({
  payload: { item: '7', place: '9' },
  key: 'k',
  attempt: 1,
  tools,
  log: () => undefined,
  signal,
})

describe('stock that became free', () => {
  it('goes to waiting orders, the oldest first, each once', async () => {
    const house = houseWith(['1', '2', '1'], 9)
    await allocateWaiting.run(contextOf(house.tools))
    expect(house.allocated).toEqual(['allocate 1', 'allocate 2'])
  })

  it('stops going out when none is left', async () => {
    const house = houseWith(['1', '2', '3'], 2)
    expect(await allocateWaiting.run(contextOf(house.tools))).toEqual({ done: true, note: '2 orders' })
    expect(house.allocated).toHaveLength(2)
  })

  it('is asked for by product and warehouse, of approved orders alone', async () => {
    const house = houseWith([], 1)
    await allocateWaiting.run(contextOf(house.tools))
    expect(house.asked).toEqual([
      { resource: 'orderLine', where: { product: '7', waiting: { gt: 0 }, order: { status: 'approved', warehouse: '9' } } },
    ])
  })

  it('waits when the job is told to stop', async () => {
    const house = houseWith(['1'], 1)
    const stopped = new AbortController()
    stopped.abort()
    await allocateWaiting.run(contextOf(house.tools, stopped.signal))
    expect(house.allocated).toEqual([])
  })
})
