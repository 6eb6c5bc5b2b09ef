import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from './settings.js'

const fileName = 'secret-key'

/**
 * The key that signs sessions and seals stored secrets.
 * @returns the one of the environment, else the one of the data folder, made at the first start and readable by its owner only
 */
export function secretKeyFor(settings: Pick<Settings, 'secretKey' | 'dataDir'>): string {
  return settings.secretKey ?? keptKey(settings.dataDir)
}

function keptKey(dataDir: string): string {
  const file = join(dataDir, fileName)
  if (!existsSync(file)) makeKey(dataDir, file)
  return readFileSync(file, 'utf8').trim()
}

/** Written beside and linked: of two processes that start at once one makes the key, and nobody ever reads half of it. */
function makeKey(dataDir: string, file: string): void {
  mkdirSync(dataDir, { recursive: true })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${randomBytes(48).toString('base64')}\n`, { flag: 'wx', mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!isAlreadyThere(error)) throw error
  } finally {
    unlinkSync(draft)
  }
}

const isAlreadyThere = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EEXIST'
