/** The same for everything that is no resource. */
import { defineJob, defineLedger, definePrint, defineReport, defineRole, stock } from '../../../src/define/index.js'

const label = { zh: '名', en: 'Name' }

// @ts-expect-error a right the platform does not know
export const right = defineRole({ name: 'clerk', label, system: ['publsh'] })

// @ts-expect-error a move no ledger knows
export const move = stock('take')

// @ts-expect-error a ledger says what it counts and where
export const ledger = defineLedger({ name: 'stock', label, entries: 'a', reservations: 'b', balances: 'c', heldFor: 'd' })

// @ts-expect-error a chart of a kind that is none
export const chart = defineReport({ name: 'r', label, source: 'bill', columns: [], roles: [], chart: { kind: 'radar', x: 'a', y: 'b' } })

const printed = { name: 'p', resource: 'bill', label, number: 'number', date: 'billedOn', head: [], lines: { each: 'lines', columns: [] } }

// @ts-expect-error paper that no printer has
export const paper = definePrint({ ...printed, paper: 'A6' })

const run = async () => ({ done: true }) as const

// @ts-expect-error a length of time has a known unit
export const schedule = defineJob({ name: 'j', label, actsAs: 'platform', schedule: { every: { weeks: 1 } }, run })

// @ts-expect-error a job is done or parked
export const outcome = defineJob({ name: 'j', label, actsAs: 'platform', run: async () => ({ finished: true }) })

export const fine = defineJob({
  name: 'j',
  label,
  actsAs: 'platform',
  schedule: { every: { minutes: 1 } },
  run: async () => ({ done: true }),
})
