import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { migrations } from '../../migrations/index.js'
import type { TableModel } from '../compile/table-model.js'
import { instantOf } from '../kernel/clock.js'
import type { Platform } from '../platform.js'
import type { BackupFooter } from '../store/backup/backup-file.js'
import { writeBackup } from '../store/backup/write-backup.js'
import type { GroundCommand } from './command.js'

export const backup: GroundCommand = {
  name: 'backup',
  usage: '[file]',
  summary: {
    zh: '把整个数据库备份为一个文件（默认写入 BACKUP_DIR），可恢复到任一种数据库。附件不在其中。',
    en: 'Writes the whole database into one file (in BACKUP_DIR unless told), for either kind of database. Stored files are not in it.',
  },
  needs: 'database',
  words: [0, 1],
  run: async ({ words: [given] }, { platform: open, cwd, settings, clock, say }) => {
    const platform = await open()
    const name = `danju-${instantOf(clock).replace(/[:.]/g, '-')}.ndjson.gz`
    const file = given === undefined ? join(settings.backupDir, name) : resolve(cwd, given)
    const { rows } = await backUp(platform, file)
    const { size } = await stat(file)
    say(`${file}`)
    say(`${rows} 行 / rows, ${(size / 1_048_576).toFixed(1)} MB`)
    return 0
  },
}

/** Everything, as of now. */
export function backUp({ database, models, clock }: Pick<Platform, 'database' | 'models' | 'clock'>, file: string): Promise<BackupFooter> {
  return writeBackup(database, { file, clock, wanted: wantedTables(models.current().tables) })
}

/** Later migrations know more of a table than earlier ones. */
const wantedTables = (ofModel: readonly TableModel[]): readonly TableModel[] => [...migrations.flatMap(({ tables }) => tables), ...ofModel]
