import { type FormulaError, type Token, wrong } from './tokens.js'

/** Reads tokens one after another; every mistake says where. */
export class TokenReader {
  private at = 0

  constructor(private readonly tokens: readonly Token[]) {}

  peek(): Token {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)] ?? { kind: 'end', text: '', position: 0 }
  }

  next(): Token {
    const token = this.peek()
    this.at += 1
    return token
  }

  /** Is a sign or word next? */
  sees(text: string): boolean {
    const { kind, text: found } = this.peek()
    return (kind === 'sign' || kind === 'name') && found === text
  }

  /** Takes it if it is next. */
  takes(text: string): boolean {
    const seen = this.sees(text)
    if (seen) this.at += 1
    return seen
  }

  /** @throws FormulaError when something else is next */
  expect(text: string): void {
    if (!this.takes(text)) throw this.unexpected(text)
  }

  unexpected(wanted: string): FormulaError {
    const { kind, text, position } = this.peek()
    if (kind === 'end')
      return wrong(
        'unexpected-end',
        position,
        `公式不完整，缺少${zhOf(wanted)}。`,
        `The formula ends too early: ${enOf(wanted)} is missing.`,
      )
    return wrong('unexpected', position, `此处应为${zhOf(wanted)}，而不是“${text}”。`, `Expected ${enOf(wanted)} here, not “${text}”.`)
  }
}

const words: Readonly<Record<string, readonly [string, string]>> = {
  value: ['一个值', 'a value'],
  end: ['公式的结尾', 'the end of the formula'],
  text: ["文本 '…'", "a text '…'"],
  path: ['字段名', 'the name of a field'],
  number: ['整数', 'a whole number'],
}

const zhOf = (wanted: string): string => words[wanted]?.[0] ?? `“${wanted}”`
const enOf = (wanted: string): string => words[wanted]?.[1] ?? `“${wanted}”`
