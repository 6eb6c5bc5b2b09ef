import type { PostingModel } from '../compile/model.js'
import type { Move } from '../define/workflow.js'
import { evaluate, holds } from '../expressions/evaluate.js'
import type { Scope } from '../expressions/scope.js'
import { type Decimal, decimalOf } from '../kernel/decimal.js'

/** One line to post: what, where, how much, and for which line it is held. */
export interface PostingLine {
  readonly lineId: string
  /** Id of the line that holds the reservation; null when nothing was reserved for it. */
  readonly source: string | null
  readonly item: string
  readonly place: string
  /** Above zero, but for an adjustment, which may be either. */
  readonly quantity: Decimal
  readonly unitCost: Decimal | null
}

export interface PostingRequest {
  readonly ledger: string
  readonly move: Move
  readonly lines: readonly PostingLine[]
  readonly shortage: 'refuse' | 'backorder'
  readonly effectiveOn: string
}

/** A line as the planner sees it. */
export interface LineScope {
  readonly id: string
  readonly scope: Scope
}

/** Reads one posting of a transition against the document and its lines; lines with nothing to post fall out. */
export function planPosting(posting: PostingModel, document: Scope, lines: readonly LineScope[]): PostingRequest {
  const shortage = evaluate(posting.shortage, document)
  return {
    ledger: posting.ledger,
    move: posting.move,
    lines: lines.filter((line) => holds(posting.where, line.scope)).flatMap((line) => lineOf(posting, line)),
    shortage: shortage === 'backorder' ? 'backorder' : 'refuse',
    effectiveOn: String(evaluate(posting.effectiveOn, document)),
  }
}

function lineOf(posting: PostingModel, line: LineScope): readonly PostingLine[] {
  const item = evaluate(posting.item, line.scope)
  const place = evaluate(posting.place, line.scope)
  const quantity = evaluate(posting.quantity, line.scope)
  const source = evaluate(posting.source, line.scope)
  if (typeof item !== 'string' || typeof place !== 'string') return []
  const amount = quantity === null ? decimalOf(0) : (quantity as Decimal)
  if (posting.move !== 'release' && amount.isZero()) return []
  const unitCost = posting.unitCost === null ? null : (evaluate(posting.unitCost, line.scope) as Decimal | null)
  return [{ lineId: line.id, source: typeof source === 'string' ? source : null, item, place, quantity: amount, unitCost }]
}
