import type { Text } from '../kernel/texts.js'

export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end'
  /** A text without its quotes. */
  readonly text: string
  /** Characters before it, from 0. */
  readonly position: number
}

/** What is wrong with a line of formula, and where (characters from 0). */
export interface FormulaProblem {
  readonly code: string
  readonly position: number
  readonly message: Text
}

/** Carries a problem out of the parser; `parseFormula` catches it and nothing else. */
export class FormulaError extends Error {
  constructor(readonly problem: FormulaProblem) {
    super(problem.message.en)
    this.name = 'FormulaError'
  }
}

export function wrong(code: string, position: number, zh: string, en: string): FormulaError {
  return new FormulaError({ code, position, message: { zh, en } })
}

/** A blank, a number, a dotted name, a quoted text ('' is one quote), or a sign. */
const shapes = /(\s+)|(\d+(?:\.\d+)?)|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|'((?:[^']|'')*)'|(<>|<=|>=|[-+*/(),=<>])/y
const kinds: readonly Token['kind'][] = ['number', 'name', 'text', 'sign']

/** @throws FormulaError for a character that begins nothing */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let position = 0
  while (position < text.length) {
    shapes.lastIndex = position
    const found = shapes.exec(text)
    if (found === null) throw strange(text, position)
    const [whole, blank, ...captured] = found
    const index = captured.findIndex((part) => part !== undefined)
    if (blank === undefined) tokens.push(tokenOf(kinds[index] ?? 'sign', captured[index] ?? '', position))
    position += whole.length
  }
  return [...tokens, { kind: 'end', text: '', position: text.length }]
}

/** Stored text is trimmed, so text that is compared with it is, too. */
function tokenOf(kind: Token['kind'], text: string, position: number): Token {
  return { kind, text: kind === 'text' ? text.replaceAll("''", "'").trim() : text, position }
}

function strange(text: string, position: number): FormulaError {
  if (text[position] === "'") return wrong('unclosed-text', position, '文本缺少结束的单引号。', 'The text has no closing quote.')
  const letter = [...text.slice(position)][0] ?? ''
  return wrong('strange-character', position, `不能使用字符“${letter}”。`, `The character “${letter}” means nothing here.`)
}
