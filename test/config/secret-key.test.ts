import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { readSettings, secretKeyFor } from '#config'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'danju-key-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('makes a key at the first start and keeps it', () => {
  const settings = readSettings({ DATA_DIR: join(folder, 'data') })
  const first = secretKeyFor(settings)
  expect(Buffer.from(first, 'base64')).toHaveLength(48)
  expect(secretKeyFor(settings)).toBe(first)
})

it('lets only its owner read the key', () => {
  secretKeyFor(readSettings({ DATA_DIR: folder }))
  expect(statSync(join(folder, 'secret-key')).mode & 0o777).toBe(0o600)
})

it('makes another key for another folder', () => {
  const keys = ['a', 'b'].map((name) => secretKeyFor(readSettings({ DATA_DIR: join(folder, name) })))
  expect(new Set(keys).size).toBe(2)
})

it('prefers the key of the environment', () => {
  const key = 'p9Vt3Lq8Zx5Nc7Wm2Rk6Hd4Jf1Gs0YbTu'
  expect(secretKeyFor(readSettings({ DATA_DIR: folder, SECRET_KEY: key }))).toBe(key)
})
