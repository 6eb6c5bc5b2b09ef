const mostKept = 2_000
const known = new Map<string, readonly string[]>()

/** Quoted text, quoted names and comments are stepped over; a bare `?` is a placeholder. */
const pieces = /'[^']*(?:''[^']*)*'|"[^"]*(?:""[^"]*)*"|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g

/** The SQL around the placeholders: one part more than there are parameters. Statements repeat, so the parts are kept. */
export function splitAtPlaceholders(sql: string): readonly string[] {
  const kept = known.get(sql)
  if (kept) return kept
  if (known.size >= mostKept) known.clear()
  const parts = split(sql)
  known.set(sql, parts)
  return parts
}

function split(sql: string): readonly string[] {
  const parts: string[] = []
  let from = 0
  for (const { 0: piece, index } of sql.matchAll(pieces)) {
    if (piece !== '?') continue
    parts.push(sql.slice(from, index))
    from = index + 1
  }
  return [...parts, sql.slice(from)]
}

/** `a = ? AND b = ?` → `a = $1 AND b = $2` */
export function numberPlaceholders(sql: string): string {
  return splitAtPlaceholders(sql).reduce((joined, part, index) => `${joined}$${index}${part}`)
}

/** @throws Error when the numbers differ: a parameter too few would silently be read as NULL by some driver */
export function assertParameterCount(sql: string, given: number): void {
  const wanted = splitAtPlaceholders(sql).length - 1
  if (wanted !== given) throw new Error(`${given} parameters for ${wanted} placeholders: ${sql.slice(0, 300)}`)
}
