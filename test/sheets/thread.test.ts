import { execFileSync } from 'node:child_process'
import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import type { SheetRow } from '../../src/sheets/sheet.js'
import { writeSheet } from '../../src/sheets/write-sheet.js'
import { aRequest, each, inFolder, readBook, rows } from './support.js'

const row = rows[0] ?? []

function* many(count: number): Generator<SheetRow> {
  for (let index = 0; index < count; index += 1) yield row
}

describe('writing a file', () => {
  it.each(['xlsx', 'csv'] as const)('%s: appears complete under its name, readable by us alone', async (format) => {
    await inFolder(async (folder) => {
      const file = join(folder, 'a')
      const outcome = await writeSheet(aRequest({ format, file }), each(many(3_000)))

      expect(outcome).toMatchObject({ rows: 3_000, sizeBytes: (await stat(file)).size })
      expect((await stat(file)).mode & 0o777).toBe(0o600)
      expect(await readdir(folder)).toEqual(['a'])
    })
  })

  it('continues on further sheets when one is full, each with its own head, the total over all of them', async () => {
    await inFolder(async (folder) => {
      const file = join(folder, 'a.xlsx')
      const columns = aRequest({}).columns.map((column) => (column.key === 'amount' ? { ...column, total: '308640' } : column))
      await writeSheet(aRequest({ file, columns }), each(many(250)), { rowsPerSheet: 103 })
      const book = await readBook(file)

      expect(book.worksheets.map((sheet) => [sheet.name, sheet.rowCount])).toEqual([
        ['销售明细表', 103],
        ['销售明细表 (2)', 103],
        ['销售明细表 (3)', 57],
      ])
      expect(book.worksheets[1]?.getCell('A3').value).toBe('单号')
      expect(book.worksheets[2]?.getCell('F54').value).toEqual({
        formula: "SUBTOTAL(109,'销售明细表'!F4:F103,'销售明细表 (2)'!F4:F103,F4:F53)",
        result: 308_640,
      })
    })
  })

  it('never holds more than two batches: the source is asked only when the writer can follow', async () => {
    await inFolder(async (folder) => {
      const reported: number[] = []
      let read = 0
      async function* source(): AsyncGenerator<SheetRow> {
        for (const one of many(5_000)) {
          read += 1
          expect(read - (reported.at(-1) ?? 0)).toBeLessThanOrEqual(500)
          yield one
        }
      }
      await writeSheet(aRequest({ file: join(folder, 'a.xlsx') }), source(), { onProgress: (count) => reported.push(count) })

      expect(reported).toEqual([500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500, 5000])
    })
  })

  it('stops when it is aborted, even while the source hangs, and leaves nothing behind', async () => {
    await inFolder(async (folder) => {
      async function* hanging(): AsyncGenerator<SheetRow> {
        yield* many(600)
        await new Promise(() => undefined)
      }
      const writing = writeSheet(aRequest({ file: join(folder, 'a.xlsx') }), hanging(), { signal: AbortSignal.timeout(300) })

      await expect(writing).rejects.toMatchObject({ name: 'TimeoutError' })
      expect(await readdir(folder)).toEqual([])
    })
  })

  it('fails with the error of its source and leaves nothing behind', async () => {
    await inFolder(async (folder) => {
      async function* broken(): AsyncGenerator<SheetRow> {
        yield* many(600)
        throw new Error('connection lost')
      }
      await expect(writeSheet(aRequest({ file: join(folder, 'a.xlsx') }), broken())).rejects.toThrow('connection lost')
      expect(await readdir(folder)).toEqual([])
    })
  })

  it('says that a folder is missing instead of waiting for it', async () => {
    await inFolder(async (folder) => {
      const writing = writeSheet(aRequest({ file: join(folder, 'none', 'a.xlsx') }), each(many(5_000)))

      await expect(writing).rejects.toMatchObject({ code: 'sheet-failed', details: { code: 'ENOENT' } })
    })
  })

  it.each(['xlsx', 'csv'] as const)('%s: says that the disk is full, leaves the space it took and keeps an older file', async (format) => {
    await inFolder(async (folder) => {
      const disk = join(folder, 'disk')
      await mkdir(disk)
      if (!mounted(disk)) return
      try {
        const file = join(disk, 'a')
        await writeSheet(aRequest({ format, file }), each(rows))
        const before = await stat(file)
        await expect(writeSheet(aRequest({ format, file }), each(differing(40_000)))).rejects.toMatchObject({ code: 'disk-full' })

        expect(await readdir(disk)).toEqual(['a'])
        expect((await stat(file)).size).toBe(before.size)
      } finally {
        execFileSync('/usr/bin/umount', [disk])
      }
    })
  })
})

/** A disk of 1 MB, where we may make one. */
function mounted(folder: string): boolean {
  try {
    execFileSync('/usr/bin/mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function* differing(count: number): Generator<SheetRow> {
  for (let index = 0; index < count; index += 1)
    yield [`${index * 7_919}`, '2026-11-22', `${Math.sin(index)}`, `${index}`, null, `${index}.5`, null, null, null]
}
