/**
 * The file of a backup: gzipped lines of JSON. First a header, then for each table its name and its rows as arrays in the header's order of
 * columns, then for each stored file its location and its bytes in base64, last a footer with the number of rows and files and the sha256 of
 * every line before it, so that a file cut short is never taken for a whole one.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { InvalidError } from '../../kernel/errors.js'
import { codeOf } from '../driver-errors.js'
import type { BackupTable } from './backup-tables.js'

export const backupFormat = 'danju-backup/1'

export interface BackupHeader {
  readonly format: typeof backupFormat
  readonly modelVersion: number
  /** ISO instant. */
  readonly createdAt: string
  /** Names of the migrations its database had. */
  readonly migrations: readonly string[]
  readonly tables: readonly BackupTable[]
}

export interface BackupFooter {
  readonly rows: number
  /** Stored files. */
  readonly files: number
  readonly sha256: string
}

/** `{table}` announces the rows that follow, each an array; `{file}` the bytes that follow, each a text in base64. */
export type BackupLine = { readonly table: string } | { readonly file: string } | readonly unknown[] | string

export interface Backup {
  readonly header: BackupHeader
  readonly footer: BackupFooter
}

/**
 * Reads the whole file once, in flat memory, and believes nothing before its end.
 * @throws InvalidError `backup-damaged` when it was cut short or changed, or is no backup at all
 */
export async function checkBackup(file: string): Promise<Backup> {
  const hash = createHash('sha256')
  const read = { rows: 0, files: 0, header: undefined as BackupHeader | undefined, last: '' }
  for await (const line of linesOf(file)) {
    if (read.last !== '') hash.update(`${read.last}\n`)
    if (read.header === undefined) read.header = headerIn(file, line)
    else if (line.startsWith('[')) read.rows += 1
    else if (line.startsWith('{"file":')) read.files += 1
    read.last = line
  }
  const footer = footerIn(read.last)
  const isWhole = footer?.rows === read.rows && footer.files === read.files && footer.sha256 === hash.digest('hex')
  if (read.header === undefined || footer === undefined || !isWhole) throw damaged(file)
  return { header: read.header, footer }
}

/** The lines between header and footer; only for a file that was checked. */
export async function* backupLines(file: string): AsyncGenerator<BackupLine> {
  let isHeader = true
  for await (const line of linesOf(file)) {
    if (isHeader) isHeader = false
    else if (footerIn(line) === undefined) yield JSON.parse(line) as BackupLine
  }
}

function headerIn(file: string, line: string): BackupHeader {
  const header = parsed(line) as BackupHeader | undefined
  if (header?.format !== backupFormat) throw damaged(file)
  return header
}

function footerIn(line: string): BackupFooter | undefined {
  if (!line.startsWith('{"rows":')) return undefined
  return parsed(line) as BackupFooter | undefined
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const reading = createReadStream(file)
  const text = reading.pipe(createGunzip()).setEncoding('utf8')
  reading.on('error', (error) => text.destroy(error))
  let rest = ''
  try {
    for await (const chunk of text) {
      const lines = `${rest}${chunk}`.split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    throw isZlib(error) ? damaged(file, error) : error
  } finally {
    reading.destroy()
  }
  if (rest !== '') throw damaged(file)
}

const isZlib = (error: unknown): boolean => codeOf(error).startsWith('Z_')

function damaged(file: string, cause?: unknown): InvalidError {
  const text = {
    zh: `备份文件 ${file} 不完整或已损坏，未恢复任何数据。`,
    en: `The backup ${file} is cut short, damaged or no backup at all; nothing was restored.`,
  }
  return new InvalidError('backup-damaged', text, { cause })
}
