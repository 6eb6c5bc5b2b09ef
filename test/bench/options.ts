import { parseArgs } from 'node:util'
import { operations } from './operation.js'

/** What can be measured; everything when nothing is chosen. */
export const parts = ['reads', 'writes', 'publish', 'start'] as const
export type Part = (typeof parts)[number]

export interface BenchOptions {
  readonly orders: number
  readonly only: readonly Part[]
  /** Of reads and writes, these alone; all of them when nothing is named. */
  readonly operations: readonly string[]
  /** Spent on one operation of one target: so long with one client, and so long with sixteen. */
  readonly seconds: number
}

/** @throws TypeError for an option that there is not, or a value it cannot have */
export function optionsFrom(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      orders: { type: 'string', default: '1000000' },
      only: { type: 'string', multiple: true, default: [] },
      operation: { type: 'string', multiple: true, default: [] },
      seconds: { type: 'string', default: '5' },
    },
  })
  const only = values.only.flatMap((text) => text.split(',')).map(partOf)
  const orders = numberOf('orders', values.orders)
  const operations = values.operation.flatMap((text) => text.split(',')).map(operationOf)
  return { orders, only: only.length === 0 ? parts : only, operations, seconds: numberOf('seconds', values.seconds) }
}

function operationOf(text: string): string {
  if (operations.some(({ name }) => name === text)) return text
  throw new TypeError(`--operation takes ${operations.map(({ name }) => name).join(', ')}, not “${text}”`)
}

function partOf(text: string): Part {
  const part = parts.find((one) => one === text)
  if (part === undefined) throw new TypeError(`--only takes ${parts.join(', ')}, not “${text}”`)
  return part
}

function numberOf(name: string, text: string): number {
  if (/^[1-9]\d{0,7}$/.test(text)) return Number(text)
  throw new TypeError(`--${name} must be a whole number above zero, not “${text}”`)
}
