/** `doctor`: looks at everything a start relies on and changes nothing. */
import { DanjuError } from '../kernel/errors.js'
import type { Ground, GroundCommand } from './command.js'
import { databaseChecks } from './doctor-database.js'
import { hostChecks } from './doctor-host.js'
import { modelChecks } from './doctor-model.js'
import type { Check, Finding } from './finding.js'

const checks: readonly Check[] = [...databaseChecks, ...modelChecks, ...hostChecks]

export const doctor: GroundCommand = {
  name: 'doctor',
  usage: '',
  summary: {
    zh: '体检：数据库、表结构、定义、任务、账目、Redis、磁盘、密钥、演示数据；有问题时退出码为 1。',
    en: 'Looks at database, tables, definitions, jobs, books, Redis, disk, key and demo data; exit code 1 on trouble.',
  },
  needs: 'database',
  words: [0, 0],
  run: async (_typed, { say, ...ground }) => {
    let troubles = 0
    for (const check of checks) {
      for (const { level, text, details = [] } of await lookInto(check, ground)) {
        if (level === 'trouble') troubles += 1
        say(`${marks[level]} ${check.name.zh}：${text.zh}  ${check.name.en}: ${text.en}`)
        for (const detail of details) say(`        ${detail}`)
      }
    }
    say(troubles === 0 ? '一切正常。 All is well.' : `发现 ${troubles} 个问题。 ${troubles} in trouble.`)
    return troubles === 0 ? 0 : 1
  },
}

const marks = { ok: 'ok     ', note: 'note   ', trouble: 'TROUBLE' }

/** A check that cannot be made is trouble too, and the others go on. */
async function lookInto({ look }: Check, ground: Ground): Promise<readonly Finding[]> {
  try {
    return await look(ground)
  } catch (error) {
    const text = error instanceof DanjuError ? error.text : { zh: String(error), en: String(error) }
    return [{ level: 'trouble', text }]
  }
}
