import type { Catalog } from '../catalog.js'
import type { Cells } from '../cells.js'
import type { Formulas } from '../formulas.js'
import type { Reader } from '../reader.js'

/** What every step builds from: definitions without a Problem in them. */
export interface Ground {
  readonly catalog: Catalog
  readonly reader: Reader
  readonly formulas: Formulas
  readonly cells: Cells
}

/** The same keys, each value made new. */
export function mapValues<From, To>(
  record: Readonly<Record<string, From>> | undefined,
  make: (value: From, name: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record ?? {}).map(([name, value]) => [name, make(value, name)]))
}
