import { DanjuError } from '../../kernel/errors.js'
import type { EmbeddedNotice } from './options.js'

export function restoredNotice(snapshot: string, reason: string): EmbeddedNotice {
  return {
    code: 'restored-from-snapshot',
    message: {
      zh: `数据库目录无法打开，已恢复快照 ${snapshot}；此后的数据不在其中。原目录已保留。`,
      en: `The database folder could not be opened; snapshot ${snapshot} was restored, without anything written later. The old folder was kept.`,
    },
    details: { snapshot, reason },
  }
}

export function restartedNotice(reason: Error): EmbeddedNotice {
  return {
    code: 'engine-restarted',
    message: {
      zh: '嵌入式数据库引擎已停止并将重新打开；已提交的数据没有丢失。',
      en: 'The embedded engine was stopped and is opened again; nothing committed was lost.',
    },
    details: { reason: reason instanceof DanjuError ? reason.code : String(reason) },
  }
}

export type FailedWork = 'snapshot-failed' | 'upkeep-failed'

export function failedNotice(code: FailedWork, error: unknown): EmbeddedNotice {
  return { code, message: messages[code], details: { error: error instanceof DanjuError ? error.code : String(error) } }
}

const messages = {
  'snapshot-failed': { zh: '数据库快照失败。', en: 'The database could not be copied to a snapshot.' },
  'upkeep-failed': { zh: '数据库维护未能完成。', en: 'Database upkeep did not finish.' },
}
