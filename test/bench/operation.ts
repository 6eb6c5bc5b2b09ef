/** What is measured, and what it has to come to. */
export interface Operation {
  readonly name: OperationName
  readonly label: string
  readonly part: 'reads' | 'writes'
  /** p50 in ms with one client, at 1,000,000 orders; null when nothing was promised. */
  readonly limitMs: { readonly lead: number; readonly rep: number } | null
  /** Requests a second with sixteen clients, as a multiple of AdminJS's. */
  readonly times: number | null
}

const same = (ms: number) => ({ lead: ms, rep: ms })

const table = {
  newest: { label: 'newest 25, counted', part: 'reads', limitMs: same(15), times: 10 },
  newestExact: { label: 'newest 25, counted to the end', part: 'reads', limitMs: null, times: null },
  deep: { label: 'page 2,000', part: 'reads', limitMs: { lead: 25, rep: 120 }, times: 10 },
  after: { label: 'the page after it', part: 'reads', limitMs: same(10), times: 10 },
  filtered: { label: 'customer, status, dates', part: 'reads', limitMs: same(5), times: 1.5 },
  numberFew: { label: 'number, few matches', part: 'reads', limitMs: same(50), times: 10 },
  numberSome: { label: 'number, some', part: 'reads', limitMs: same(50), times: 10 },
  numberMany: { label: 'number, many', part: 'reads', limitMs: same(50), times: 10 },
  nameFew: { label: 'customer name, few matches', part: 'reads', limitMs: same(50), times: 10 },
  nameSome: { label: 'customer name, some', part: 'reads', limitMs: same(50), times: 10 },
  nameMany: { label: 'customer name, many', part: 'reads', limitMs: same(50), times: 10 },
  one: { label: 'one order with its lines', part: 'reads', limitMs: same(5), times: 2 },
  create: { label: 'create with 3 lines', part: 'writes', limitMs: same(12), times: 2 },
  update: { label: 'update a field', part: 'writes', limitMs: same(6), times: 1.5 },
} as const satisfies Record<string, Omit<Operation, 'name'>>

export type OperationName = keyof typeof table

export const operations: readonly Operation[] = (Object.keys(table) as OperationName[]).map((name) => ({ name, ...table[name] }))

/** What came back, for whoever wants to know; parsing it costs the measured nothing. */
export interface Seen {
  readonly rows: number
  /** Null when it was not counted, or not to the end. */
  readonly total: number | null
}

/** Does the operation once. `turn` differs each time, and so do the records it works on. */
export type Perform = (turn: number) => Promise<() => Seen>

export interface Target {
  readonly name: TargetName
  readonly perform: Readonly<Record<OperationName, Perform>>
  /** Removes what was created. */
  cleanUp(): Promise<void>
}

export const targetNames = ['lead', 'rep', 'naive', 'adminjs'] as const
export type TargetName = (typeof targetNames)[number]
