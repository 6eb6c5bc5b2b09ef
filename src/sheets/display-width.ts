const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/gu

/** How wide a text is in a spreadsheet or on paper, in half-width characters: a Chinese character counts as two. */
export function displayWidth(text: string): number {
  const longest = text.split('\n').map((line) => [...line].length + (line.match(wide)?.length ?? 0))
  return Math.max(...longest)
}
