import { noHint } from './problem.js'
import type { Text } from './texts.js'

/** "Did you mean …?" for a misspelt name; the empty hint when nothing is near. */
export function didYouMean(wrong: string, known: readonly string[]): Text {
  const nearest = nearestTo(wrong, known)
  return nearest === undefined ? noHint : { zh: `是否想写“${nearest}”？`, en: `Did you mean “${nearest}”?` }
}

/** The known name at the smallest edit distance, at most a third of the word away. */
export function nearestTo(wrong: string, known: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(wrong.length / 3))
  const ranked = known.map((name) => ({ name, distance: distanceBetween(wrong.toLowerCase(), name.toLowerCase()) }))
  const best = ranked.sort((a, b) => a.distance - b.distance)[0]
  return best !== undefined && best.distance <= limit ? best.name : undefined
}

/** Levenshtein distance, one row at a time. */
function distanceBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...from].entries()) row = nextRow(row, i, letter, to)
  return row[to.length] ?? 0
}

function nextRow(above: readonly number[], i: number, letter: string, to: string): number[] {
  const row = [i + 1]
  for (let j = 0; j < to.length; j += 1) {
    const replace = (above[j] ?? 0) + (to[j] === letter ? 0 : 1)
    row.push(Math.min((above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1, replace))
  }
  return row
}
