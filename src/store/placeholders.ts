const mostKept = 2_000
const known = new Map<string, Template>()

/** A statement before its parameters are put in. */
export interface Template {
  /** The SQL around the placeholders: one part more than there are parameters. */
  readonly parts: readonly string[]
  /** No bare semicolon divides it. */
  readonly isOne: boolean
}

/** Quoted text, quoted names and comments are stepped over; a bare `?` is a placeholder. */
const pieces = /'[^']*(?:''[^']*)*'|"[^"]*(?:""[^"]*)*"|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\/|[?;]/g

/** Statements repeat, so what is found out about them is kept. */
export function templateOf(sql: string): Template {
  const kept = known.get(sql)
  if (kept) return kept
  if (known.size >= mostKept) known.clear()
  const template = split(sql)
  known.set(sql, template)
  return template
}

function split(sql: string): Template {
  const parts: string[] = []
  let from = 0
  let isOne = true
  for (const { 0: piece, index } of sql.matchAll(pieces)) {
    if (piece === ';') isOne = false
    if (piece !== '?') continue
    parts.push(sql.slice(from, index))
    from = index + 1
  }
  return { parts: [...parts, sql.slice(from)], isOne }
}

/** `a = ? AND b = ?` → `a = $1 AND b = $2` */
export function numberPlaceholders(sql: string): string {
  return templateOf(sql).parts.reduce((joined, part, index) => `${joined}$${index}${part}`)
}

/** @throws Error when the numbers differ: a parameter too few would silently be read as NULL by some driver */
export function assertParameterCount(sql: string, given: number): void {
  const wanted = templateOf(sql).parts.length - 1
  if (wanted !== given) throw new Error(`${given} parameters for ${wanted} placeholders: ${sql.slice(0, 300)}`)
}
