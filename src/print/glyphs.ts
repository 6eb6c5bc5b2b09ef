/**
 * The code points a TrueType font has glyphs for, read from its `cmap` (OpenType 1.9, formats 4 and 12).
 * pdfmake prints an empty box for any other, so it must be known before which font sets which character.
 */
export function glyphsIn(font: Buffer): ReadonlySet<number> {
  const table = cmapAt(font)
  const found = new Set<number>()
  for (let index = 0; index < font.readUInt16BE(table + 2); index += 1) {
    const subtable = table + font.readUInt32BE(table + 4 + index * 8 + 4)
    const format = font.readUInt16BE(subtable)
    if (format === 4) addFormat4(font, subtable, found)
    if (format === 12) addFormat12(font, subtable, found)
  }
  return found
}

function cmapAt(font: Buffer): number {
  for (let index = 0; index < font.readUInt16BE(4); index += 1) {
    const record = 12 + index * 16
    if (font.toString('latin1', record, record + 4) === 'cmap') return font.readUInt32BE(record + 8)
  }
  throw new Error('a font without cmap')
}

/** Segments of the basic plane; a glyph number of 0 is no glyph. */
function addFormat4(font: Buffer, at: number, found: Set<number>): void {
  const doubled = font.readUInt16BE(at + 6)
  const ends = at + 14
  const starts = ends + doubled + 2
  for (let segment = 0; segment < doubled; segment += 2) {
    const last = font.readUInt16BE(ends + segment)
    for (let code = font.readUInt16BE(starts + segment); code <= last && code !== 0xffff; code += 1) {
      if (glyph4(font, { starts, doubled, segment, code }) !== 0) found.add(code)
    }
  }
}

function glyph4(
  font: Buffer,
  at: { readonly starts: number; readonly doubled: number; readonly segment: number; readonly code: number },
): number {
  const delta = font.readUInt16BE(at.starts + at.doubled + at.segment)
  const offsetAt = at.starts + 2 * at.doubled + at.segment
  const offset = font.readUInt16BE(offsetAt)
  if (offset === 0) return (at.code + delta) & 0xffff
  const glyph = font.readUInt16BE(offsetAt + offset + 2 * (at.code - font.readUInt16BE(at.starts + at.segment)))
  return glyph === 0 ? 0 : (glyph + delta) & 0xffff
}

function addFormat12(font: Buffer, at: number, found: Set<number>): void {
  for (let group = 0; group < font.readUInt32BE(at + 12); group += 1) {
    const record = at + 16 + group * 12
    const last = font.readUInt32BE(record + 4)
    for (let code = font.readUInt32BE(record); code <= last; code += 1) found.add(code)
  }
}
