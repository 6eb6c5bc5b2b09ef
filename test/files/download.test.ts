import { describe, expect, it } from '@jest/globals'
import { contentDisposition, downloadHeaders } from '../../src/files/download.js'
import { safeMediaType } from '../../src/files/media-type.js'

const bytes = (...values: number[]) => Uint8Array.from(values)
const text = (value: string) => Buffer.from(value)

describe('the type a file is served with', () => {
  it.each([
    ['image/png', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d), 'image/png'],
    ['IMAGE/PNG; name=a', bytes(0x89, 0x50, 0x4e, 0x47), 'image/png'],
    ['image/jpeg', bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    ['image/webp', text('RIFF\0\0\0\0WEBP'), 'image/webp'],
    ['application/pdf', text('%PDF-1.7'), 'application/pdf'],
    [
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      text('PK\x03\x04'),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    ['text/csv', text('\uFEFF编号,名称'), 'text/csv'],
    ['text/plain', text(''), 'text/plain'],
    ['image/png', text('<svg onload=alert(1)>'), 'application/octet-stream'],
    ['image/svg+xml', text('<svg/>'), 'application/octet-stream'],
    ['text/html', text('<html>'), 'application/octet-stream'],
    ['text/html;image/png', bytes(0x89, 0x50, 0x4e, 0x47), 'application/octet-stream'],
    ['image/png,text/html', text('<html>'), 'application/octet-stream'],
    ['text/plain', text('\uFEFF  <!DOCTYPE html>'), 'application/octet-stream'],
    ['text/plain', bytes(1, 0, 2), 'application/octet-stream'],
    ['application/javascript', text('alert(1)'), 'application/octet-stream'],
    ['', text('a'), 'application/octet-stream'],
    ['__proto__', text('a'), 'application/octet-stream'],
  ])('declared as %j', (declared, head, served) => {
    expect(safeMediaType(declared, head)).toBe(served)
  })
})

describe('a download', () => {
  it('is saved, not shown, and its type is not guessed again', () => {
    expect(downloadHeaders('a.pdf', 'application/pdf')).toEqual({
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="a.pdf"; filename*=UTF-8''a.pdf`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'private, no-store',
    })
    expect(downloadHeaders('a.html', 'text/html')['Content-Type']).toBe('application/octet-stream')
  })

  it.each([
    ['销售订单_20261122_1530.xlsx', '20261122_1530.xlsx', '%E9%94%80%E5%94%AE%E8%AE%A2%E5%8D%95_20261122_1530.xlsx'],
    ['报表.xlsx', 'download.xlsx', '%E6%8A%A5%E8%A1%A8.xlsx'],
    ['a"b;c%d.txt', 'a_b_c_d.txt', 'a_b%3Bc%25d.txt'],
    ['a\r\nSet-Cookie: x.txt', 'a__Set-Cookie: x.txt', 'a__Set-Cookie%3A%20x.txt'],
    ["o'brien (1)*.txt", "o'brien (1)*.txt", 'o%27brien%20%281%29%2A.txt'],
    ['../../etc/passwd', '.._.._etc/passwd'.replace('/', '_'), '.._.._etc_passwd'],
    ['\u202Egpj.exe', 'gpj.exe', '_gpj.exe'],
    ['', 'download', 'download'],
    ['\uD800', 'download', 'download'],
    ['.gitignore', '.gitignore', '.gitignore'],
  ])('named %j keeps its name, and a plain one for old clients', (name, ascii, encoded) => {
    expect(contentDisposition(name)).toBe(`attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`)
  })
})
