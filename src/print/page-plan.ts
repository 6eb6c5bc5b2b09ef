/** Which rows stand on which page. */
export interface PagePlan {
  readonly rows: readonly number[]
  /** Empty lines that fill a form to its end. */
  readonly blanks: number
  /** Totals, signatures and terms stand here. */
  readonly last: boolean
}

export interface PlanFacts {
  /** Height of each row, first to last. */
  readonly rowHeights: readonly number[]
  readonly room: number
  /** Height of what follows the last row. */
  readonly tail: number
  /** Height of an empty line; 0 when forms are not filled up. */
  readonly blank: number
}

/**
 * Deals rows to pages. No row is cut, and totals never stand alone: they take the last row along.
 * A row higher than a page gets a page for itself.
 */
export function planPages(facts: PlanFacts): readonly PagePlan[] {
  const pages: PagePlan[] = []
  let next = 0
  for (;;) {
    const fitting = rowsThatFit(facts, next)
    const isEnd = next + fitting.length >= facts.rowHeights.length
    const fits = heightOf(facts, fitting) + facts.tail <= facts.room + tolerance
    if (isEnd && (fits || fitting.length === 0)) return [...pages, lastPage(facts, fitting)]
    const rows = isEnd && fitting.length > 1 ? fitting.slice(0, -1) : fitting
    pages.push({ rows, blanks: 0, last: false })
    next += rows.length
  }
}

const tolerance = 0.01

function rowsThatFit(facts: PlanFacts, from: number): readonly number[] {
  const rows: number[] = []
  let used = 0
  for (let row = from; row < facts.rowHeights.length; row += 1) {
    used += facts.rowHeights[row] ?? 0
    if (used > facts.room + tolerance && rows.length > 0) break
    rows.push(row)
  }
  return rows
}

function lastPage(facts: PlanFacts, rows: readonly number[]): PagePlan {
  const free = facts.room - facts.tail - heightOf(facts, rows)
  return { rows, blanks: facts.blank > 0 ? Math.max(0, Math.floor((free + tolerance) / facts.blank)) : 0, last: true }
}

function heightOf(facts: PlanFacts, rows: readonly number[]): number {
  return rows.reduce((total, row) => total + (facts.rowHeights[row] ?? 0), 0)
}
