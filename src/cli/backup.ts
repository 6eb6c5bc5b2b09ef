import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { migrations } from '../../migrations/index.js'
import type { TableModel } from '../compile/table-model.js'
import { openFileStore } from '../files/file-store.js'
import type { FileStore } from '../files/stored-file.js'
import { instantOf } from '../kernel/clock.js'
import { NotFoundError } from '../kernel/errors.js'
import type { Platform } from '../platform.js'
import type { BackupFooter } from '../store/backup/backup-file.js'
import { type OpenStored, writeBackup } from '../store/backup/write-backup.js'
import type { GroundCommand } from './command.js'

export const backup: GroundCommand = {
  name: 'backup',
  usage: '[file]',
  summary: {
    zh: '把整个数据库和附件备份为一个文件（默认写入 BACKUP_DIR），可恢复到任一种数据库。',
    en: 'Writes the whole database and the stored files into one file (in BACKUP_DIR unless told), for either kind of database.',
  },
  needs: 'database',
  words: [0, 1],
  run: async ({ words: [given] }, { platform: open, cwd, settings, clock, say }) => {
    const platform = await open()
    const name = `danju-${instantOf(clock).replace(/[:.]/g, '-')}.ndjson.gz`
    const file = given === undefined ? join(settings.backupDir, name) : resolve(cwd, given)
    const { rows, files } = await backUp(platform, file, storedIn(await openFileStore(settings.filesUrl)))
    const { size } = await stat(file)
    say(`${file}`)
    say(`${rows} 行 / rows, ${files} 个附件 / files, ${(size / 1_048_576).toFixed(1)} MB`)
    return 0
  },
}

/** Everything, as of now; stored files as far as `stored` gives them. */
export function backUp(
  { database, models, clock }: Pick<Platform, 'database' | 'models' | 'clock'>,
  file: string,
  stored?: OpenStored,
): Promise<BackupFooter> {
  return writeBackup(database, { file, clock, wanted: wantedTables(models.current().tables), ...(stored === undefined ? {} : { stored }) })
}

/** What is gone from the store is left out: the rows are worth keeping without it. */
export const storedIn =
  (files: FileStore): OpenStored =>
  async (location) => {
    try {
      return (await files.open(location)).stream
    } catch (error) {
      if (error instanceof NotFoundError) return null
      throw error
    }
  }

/** Later migrations know more of a table than earlier ones. */
const wantedTables = (ofModel: readonly TableModel[]): readonly TableModel[] => [...migrations.flatMap(({ tables }) => tables), ...ofModel]
