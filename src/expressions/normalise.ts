/** How many characters of a sought text count; longer ones are cut, here and in the search tables. */
export const searchLength = 40
/** How many characters of a long stored text are looked through. */
export const searchedLength = 500

/** The shape in which text is searched: one width, lower case, single blanks. */
export function normaliseText(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim()
}

/** A sought text as it is compared: normalised, at most `searchLength` characters. */
export function soughtText(text: string): string {
  return cut(normaliseText(text), searchLength).trimEnd()
}

/** Does a stored text contain, or start with, what is sought? The empty text is found nowhere. */
export function matchesText(op: 'contains' | 'startsWith', stored: string, sought: string): boolean {
  const needle = soughtText(sought)
  if (needle === '') return false
  const text = cut(normaliseText(stored), searchedLength)
  return op === 'contains' ? text.includes(needle) : text.startsWith(needle)
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : [...text].slice(0, length).join('')
}
