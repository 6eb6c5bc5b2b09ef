import { resolve } from 'node:path'
import { migrations } from '../../migrations/index.js'
import { definitions } from '../../resources/index.js'
import { loadModels } from '../design/models.js'
import { openFileStore } from '../files/file-store.js'
import { brokenInvariants } from '../records/invariants.js'
import { restoreBackup } from '../store/backup/restore-backup.js'
import type { Ground, GroundCommand } from './command.js'
import { brokenLine } from './doctor-books.js'

/** Roles are definitions; their rows are written anew whenever the platform opens. */
export const projectedTables = ['role', 'role__search']

export const restore: GroundCommand = {
  name: 'restore',
  usage: '<file>',
  summary: {
    zh: '把备份恢复到空数据库（嵌入式：一个新的 DATA_DIR），附件放回 FILES_URL，然后核对账目。',
    en: 'Restores a backup into an empty database (embedded: a new DATA_DIR), its files into FILES_URL, then checks the books.',
  },
  needs: 'empty',
  words: [1, 1],
  run: async ({ words: [file = ''] }, { cwd, say, ...ground }) => {
    const files = await openFileStore(ground.settings.filesUrl)
    const { header, footer } = await restoreBackup(ground.database, {
      file: resolve(cwd, file),
      migrations: migrations.map(({ name }) => name),
      projected: projectedTables,
      verify: async (sql) => void (await loadModels(sql, definitions)),
      keep: files.putBack,
    })
    say(`${footer.rows} 行 / rows, ${footer.files} 个附件 / files, ${header.tables.length} 张表 / tables, ${header.createdAt}`)
    return checked(ground, say)
  },
}

/** Brings the tables up to this release, and looks at the books. */
async function checked({ platform, clock }: Ground, say: (line: string) => void): Promise<number> {
  const { database, models } = await platform()
  const broken = await brokenInvariants({ sql: database, clock }, models.current())
  for (const one of broken) say(brokenLine(one))
  say(broken.length === 0 ? '账目一致。 The books agree.' : '账目不一致，见上。 The books do not agree, see above.')
  return broken.length === 0 ? 0 : 1
}
