/** How long the company has been in business. */
export const years = 3

export function daysBefore(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() - days)
  return at.toISOString().slice(0, 10)
}

/** An instant of a day, some milliseconds after work begins at nine in Shanghai. */
export function instantOn(day: string, ms: number): string {
  return new Date(Date.parse(`${day}T01:00:00Z`) + ms).toISOString()
}
