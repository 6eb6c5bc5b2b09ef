/**
 * Conditions and formulas are one frozen tree with two readers: memory (`evaluate.ts`) and SQL (`store/sql/`).
 * May import `kernel/` alone. Three-valued logic as in SQL: an absent value makes a comparison unknown, and unknown is not true.
 */
export type ValueType = 'decimal' | 'text' | 'boolean' | 'date' | 'instant' | 'reference' | 'list' | 'unknown'

export interface LiteralNode {
  readonly op: 'literal'
  readonly type: ValueType
  /** Decimals as text. */
  readonly value: string | boolean | null
}
/** A field of the row in scope, or over references of the rows they refer to: `['contact', 'name']`. */
export interface PathNode {
  readonly op: 'path'
  readonly path: readonly string[]
  /** `unknown` until compile has looked it up. */
  readonly type: ValueType
  /** Digits behind the point, for decimals; null otherwise. */
  readonly scale: number | null
}
export interface ActorNode {
  readonly op: 'actor'
  readonly attribute: 'id' | 'department' | 'departments' | 'roles' | 'warehouse'
}
export interface NowNode {
  readonly op: 'now'
  readonly unit: 'date' | 'instant'
}
/** An answer to a transition's question or a parameter of a report. */
export interface AnswerNode {
  readonly op: 'answer'
  readonly name: string
  readonly type: ValueType
}
export interface NotNode {
  readonly op: 'not'
  readonly operand: Expression
}
export interface GroupNode {
  readonly op: 'and' | 'or'
  readonly operands: readonly Expression[]
}
export interface CompareNode {
  readonly op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte'
  readonly left: Expression
  readonly right: Expression
}
/** `operand` is one of `list`; an actor's `departments` or `roles` may stand for the whole list. */
export interface InNode {
  readonly op: 'in'
  readonly operand: Expression
  readonly list: readonly Expression[] | ActorNode
}
/** Normalised (lower case, width) text search; only on searchable fields. */
export interface MatchNode {
  readonly op: 'contains' | 'startsWith'
  readonly operand: PathNode
  readonly text: string
}
/** Null, the empty text, or an empty list. Never unknown. */
export interface EmptyNode {
  readonly op: 'empty'
  readonly operand: Expression
}
export interface ArithmeticNode {
  readonly op: 'add' | 'subtract' | 'multiply' | 'divide'
  readonly left: Expression
  readonly right: Expression
}
export interface NegateNode {
  readonly op: 'negate'
  readonly operand: Expression
}
export interface IfNode {
  readonly op: 'if'
  readonly condition: Expression
  readonly then: Expression
  readonly otherwise: Expression
}
export interface RoundNode {
  readonly op: 'round'
  readonly operand: Expression
  readonly scale: number
}
/** `coalesce(a, b)`: the first that is there. `least`/`greatest`: ignore absent ones. */
export interface ChooseNode {
  readonly op: 'coalesce' | 'least' | 'greatest'
  readonly operands: readonly Expression[]
}
/** `addDays(day, 3)`, and `daysBetween(from, until)` in whole days. */
export interface DayNode {
  readonly op: 'addDays' | 'daysBetween'
  readonly left: Expression
  readonly right: Expression
}
/** `sum(lines.amount, status = 'open')`: over the rows of a relation; `value` and `where` are read on those rows. */
export interface AggregateNode {
  readonly op: 'aggregate'
  readonly fn: 'sum' | 'count' | 'min' | 'max'
  readonly relation: string
  /** Null for `count`. */
  readonly value: Expression | null
  readonly where: Expression | null
}

export type Expression =
  | LiteralNode
  | PathNode
  | ActorNode
  | NowNode
  | AnswerNode
  | NotNode
  | GroupNode
  | CompareNode
  | InNode
  | MatchNode
  | EmptyNode
  | ArithmeticNode
  | NegateNode
  | IfNode
  | RoundNode
  | ChooseNode
  | DayNode
  | AggregateNode

/** Every quotient is rounded half-up to this many digits, in memory and in SQL. */
export const divisionScale = 8

export const always: LiteralNode = Object.freeze({ op: 'literal', type: 'boolean', value: true })
export const never: LiteralNode = Object.freeze({ op: 'literal', type: 'boolean', value: false })
