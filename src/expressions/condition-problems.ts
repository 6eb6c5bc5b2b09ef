import type { Problem } from '../kernel/problem.js'
import { noHint } from '../kernel/problem.js'
import { didYouMean } from '../kernel/suggest.js'
import { type Expression, never } from './tree.js'

const mostTerms = 50

/** Mistakes in one condition, and how many terms it has; each complaint stands for a condition that holds nowhere. */
export class Complaints {
  readonly found: Problem[] = []
  private terms = 0

  /** @returns false once there are too many, which is complained of once */
  counts(at: string): boolean {
    this.terms += 1
    if (this.terms === mostTerms + 1)
      this.add('too-many-terms', at, `条件最多 ${mostTerms} 项。`, `A condition has at most ${mostTerms} terms.`)
    return this.terms <= mostTerms
  }

  tooDeep(at: string, deepest: number): Expression {
    return this.add('too-deep', at, `条件嵌套不能超过 ${deepest} 层。`, `A condition nests at most ${deepest} deep.`)
  }

  notACondition(at: string): Expression {
    return this.add('not-a-condition', at, '条件应为对象，例如 {"status":"draft"}。', 'A condition is an object, e.g. {"status":"draft"}.')
  }

  badKey(at: string): Expression {
    return this.add(
      'bad-key',
      at,
      '条件的键应为字段路径，或 and、or（列表）、not（条件）。',
      'A key is the path of a field, or and, or (lists), not (a condition).',
    )
  }

  badValue(at: string): Expression {
    return this.add('bad-value', at, '此处不能使用这个值。', 'This value cannot stand here.')
  }

  tooLong(at: string, most: number): Expression {
    return this.add('too-many-values', at, `列表最多 ${most} 个值。`, `A list has at most ${most} values.`)
  }

  unknownOperator(at: string, operator: string, known: readonly string[]): Expression {
    const message = { zh: `没有比较方式“${operator}”。`, en: `There is no comparison “${operator}”.` }
    this.found.push({ code: 'unknown-operator', at, message, hint: didYouMean(operator, known) })
    return never
  }

  private add(code: string, at: string, zh: string, en: string): Expression {
    this.found.push({ code, at, message: { zh, en }, hint: noHint })
    return never
  }
}
