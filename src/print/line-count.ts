const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u
const tokens =
  /[\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\s+|[^\s\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]+/gu

/** Widest first: the first class a character belongs to decides. */
const widths: readonly (readonly [RegExp, number])[] = [
  [wide, 1],
  [/[MWQ@%mw]/, 0.92],
  [/[A-Z]/, 0.7],
  [/[\s]/, 0.28],
  [/[.,:;'|!il]/, 0.32],
  [/[-/()[\]jftrI]/, 0.42],
  [/[\x21-\x7E]/, 0.58],
  [/[\u00A0-\u00BF×÷\u2000-\uFFFF]/, 1],
]

/** Width of a text in ems: a Chinese character is one; the rest is taken as the wider of the usual fonts sets it. */
export function emsOf(text: string): number {
  return [...text].reduce((sum, char) => sum + (widths.find(([shape]) => shape.test(char))?.[1] ?? 0.75), 0)
}

/** How many lines a text takes in a column, words kept whole where they fit; never fewer than a renderer will need. */
export function lineCount(text: string, ems: number): number {
  return text.split('\n').reduce((lines, line) => lines + linesOf(line, ems), 0)
}

function linesOf(line: string, ems: number): number {
  let lines = 1
  let used = 0
  for (const token of line.match(tokens) ?? []) {
    const width = emsOf(token)
    if (used + width <= ems) {
      used += width
    } else if (token.trim() !== '') {
      lines += (used > 0 ? 1 : 0) + Math.max(0, Math.ceil(width / ems) - 1)
      used = width > ems ? width % ems : width
    }
  }
  return lines
}
