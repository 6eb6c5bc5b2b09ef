/** A table for people: times and what they are to those of others, what was promised beside. */
import type { Result } from './compare.js'
import { type TargetName, targetNames } from './operation.js'

const headAlone = ['one client, p50 / p95 ms', 'promised', ...targetNames, 'naive÷lead', 'adminjs÷lead']
const headSixteen = ['16 clients, req/s (p50 ms)', 'promised', ...targetNames, 'lead÷naive', 'lead÷adminjs']

export function printed(all: readonly (readonly Result[])[]): string {
  return [aligned([headAlone, ...all.map(aloneRow)]), '', aligned([headSixteen, ...all.map(sixteenRow)])].join('\n')
}

type Pick = (result: Result) => number

function aloneRow(results: readonly Result[]): readonly string[] {
  const limit = results[0]?.operation.limitMs ?? null
  const cell = (name: TargetName): string => {
    const found = results.find(({ target }) => target === name)
    const most = name === 'lead' || name === 'rep' ? limit?.[name] : undefined
    return found === undefined
      ? ''
      : `${short(found.alone.p50Ms)} / ${short(found.alone.p95Ms)}${isOver(found.alone.p50Ms, most) ? ' !' : ''}`
  }
  const p50: Pick = ({ alone }) => alone.p50Ms
  const promised = limit === null ? '' : limit.lead === limit.rep ? `≤ ${limit.lead}` : `≤ ${limit.lead} / ${limit.rep}`
  const ratios = [ratio(results, p50, ['naive', 'lead']), ratio(results, p50, ['adminjs', 'lead'])]
  return [label(results), promised, ...targetNames.map(cell), ...ratios.map(times)]
}

function sixteenRow(results: readonly Result[]): readonly string[] {
  const least = results[0]?.operation.times ?? null
  const cell = (name: TargetName): string => {
    const found = results.find(({ target }) => target === name)
    return found === undefined ? '' : `${short(found.sixteen.perSecond)} (${short(found.sixteen.p50Ms)})`
  }
  const perSecond: Pick = ({ sixteen }) => sixteen.perSecond
  const toAdminJs = ratio(results, perSecond, ['lead', 'adminjs'])
  const isUnder = least !== null && toAdminJs < least
  const promised = least === null ? '' : `≥ ${least} × adminjs`
  return [
    label(results),
    promised,
    ...targetNames.map(cell),
    times(ratio(results, perSecond, ['lead', 'naive'])),
    `${times(toAdminJs)}${isUnder ? ' !' : ''}`,
  ]
}

/** With how many rows it found, which says what was searched for. */
function label(results: readonly Result[]): string {
  const naive = results.find(({ target }) => target === 'naive')
  const text = results[0]?.operation.label ?? ''
  return naive?.seen.total == null ? text : `${text} [${naive.seen.total}]`
}

const isOver = (ms: number, most: number | undefined): boolean => most !== undefined && ms > most

function ratio(results: readonly Result[], pick: Pick, [upper, lower]: readonly [TargetName, TargetName]): number {
  const of = (name: TargetName): number => results.filter(({ target }) => target === name).map(pick)[0] ?? Number.NaN
  return of(upper) / of(lower)
}

export const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))
const times = (value: number): string => `${short(value)}×`

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
