/** A length of time as data: `{ minutes: 10 }`. Exactly one unit. */
export type Duration = { readonly seconds: number } | { readonly minutes: number } | { readonly hours: number } | { readonly days: number }

const unitMs = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 }

export function millisecondsOf(duration: Duration): number {
  const [unit, count] = Object.entries(duration)[0] ?? ['seconds', 0]
  return unitMs[unit as keyof typeof unitMs] * count
}
