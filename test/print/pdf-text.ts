import { inflateSync } from 'node:zlib'

/** What each page of a PDF says, in the order it was drawn, read through the fonts' ToUnicode maps; enough for what pdfmake writes. */
export function pdfTexts(pdf: Uint8Array): readonly string[] {
  const objects = readObjects(Buffer.from(pdf).toString('latin1'))
  return [...objects.values()].filter((object) => /\/Type \/Page\b(?!s)/.test(object.head)).map((page) => pageText(page, objects))
}

interface PdfObject {
  readonly head: string
  readonly stream: string
}

type Objects = ReadonlyMap<string, PdfObject>

function readObjects(file: string): Objects {
  const found = new Map<string, PdfObject>()
  for (const [, id = '', body = ''] of file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = '', packed] = body.split(/stream\n/, 2)
    found.set(id, { head, stream: packed === undefined ? '' : unpacked(head, body.slice(body.indexOf('stream\n') + 7)) })
  }
  return found
}

function unpacked(head: string, data: string): string {
  const bytes = Buffer.from(data, 'latin1')
  return head.includes('/FlateDecode') && !head.includes('/FontFile') ? inflateSync(bytes).toString('latin1') : data
}

function pageText(page: PdfObject, objects: Objects): string {
  const content = objects.get(/\/Contents (\d+) 0 R/.exec(page.head)?.[1] ?? '')?.stream ?? ''
  const resources = objects.get(/\/Resources (\d+) 0 R/.exec(page.head)?.[1] ?? '')?.head ?? page.head
  const fonts = new Map(
    [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, unicodeOf(objects.get(id), objects)]),
  )
  let font: ReadonlyMap<string, string> = new Map()
  let text = ''
  for (const [, name, line = ''] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = fonts.get(name) ?? font
    for (const [, glyphs = ''] of line.matchAll(/<([0-9a-f]+)>/g))
      text += (glyphs.match(/.{4}/g) ?? []).map((glyph) => font.get(glyph) ?? '\uFFFD').join('')
  }
  return text
}

function unicodeOf(font: PdfObject | undefined, objects: Objects): ReadonlyMap<string, string> {
  const map = objects.get(/\/ToUnicode (\d+) 0 R/.exec(font?.head ?? '')?.[1] ?? '')?.stream ?? ''
  const found = new Map<string, string>()
  for (const [, first = '0', list = ''] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g)) {
    const texts = [...list.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex = '']) =>
      Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
    )
    texts.forEach((text, index) => {
      found.set((Number.parseInt(first, 16) + index).toString(16).padStart(4, '0'), text)
    })
  }
  return found
}
