import type { Entry } from '../catalog.js'

/** Combinations no two rows may share: what fields say alone or together, every document number, each once. */
export function uniquesOf(entry: Entry): readonly (readonly string[])[] {
  const combinations = [...entry.fields].flatMap(([name, field]) => {
    if (Array.isArray(field.unique)) return [[name, ...(field.unique as readonly string[])]]
    return field.unique === true || field.kind === 'sequence' ? [[name]] : []
  })
  return [...new Map(combinations.map((names) => [[...names].sort().join(','), names])).values()]
}
