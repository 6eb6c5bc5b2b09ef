/** `npm run seed -- --<what> N … --seed S`: a company grown large, for measuring. What there can be many of is said with the demo data. */
import { parseArgs } from 'node:util'
import { usualVolume, type VolumeCounts, volumeStages } from '../resources/demo/volume.js'
import { dayIn } from './kernel/clock.js'
import type { Platform } from './platform.js'
import { bulkLoad } from './seed/bulk-load.js'

export type { VolumeCounts } from '../resources/demo/volume.js'

/** `[--seed N] …`: what may be said, each a whole number. */
export const seedUsage = Object.keys(usualVolume)
  .map((name) => `[--${name} N]`)
  .join(' ')

/** @throws TypeError for an unknown option, or one that is no whole number above zero */
export function seedOptionsFrom(args: readonly string[]): VolumeCounts {
  const names = Object.keys(usualVolume) as readonly (keyof VolumeCounts)[]
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  const { values } = parseArgs({ args: [...args], options })
  const counts = names.map((name) => [name, wholeOf(name, values[name], usualVolume[name])])
  return Object.fromEntries(counts) as unknown as VolumeCounts
}

function wholeOf(name: string, text: string | boolean | undefined, usual: number): number {
  if (text === undefined) return usual
  if (typeof text === 'string' && /^[1-9]\d{0,7}$/.test(text)) return Number(text)
  throw new TypeError(`--${name} must be a whole number above zero, not “${String(text)}”`)
}

/**
 * Made up to yesterday, beside whatever is there.
 * @param report  told of each stage when it is done
 */
export async function seed(
  platform: Pick<Platform, 'database' | 'clock' | 'models'>,
  counts: VolumeCounts,
  report: (line: string) => void,
): Promise<void> {
  const { database, clock, models } = platform
  const until = dayIn(clock.zone, clock.now() - 86_400_000)
  const started = performance.now()
  const told = (stage: string, rows: number): void =>
    report(`${((performance.now() - started) / 1_000).toFixed(1)} s  ${stage}: ${rows} rows`)
  await bulkLoad({ database, model: models.current(), zone: clock.zone, report: told }, volumeStages({ ...counts, until }))
}
