import { seed as load, seedOptionsFrom, seedUsage, type VolumeCounts } from '../seed.js'
import type { GroundCommand } from './command.js'
import { asUsage } from './run-command.js'

export const seed: GroundCommand = {
  name: 'seed',
  usage: seedUsage,
  summary: { zh: '批量写入测试数据（账目一致），用于压力测试。', en: 'Loads test data in bulk, books consistent, for measuring.' },
  needs: 'database',
  run: async ({ rest }, { platform, say }) => {
    const counts = countsFrom(rest)
    await load(await platform(), counts, say)
    return 0
  },
}

function countsFrom(rest: readonly string[]): VolumeCounts {
  try {
    return seedOptionsFrom(rest)
  } catch (error) {
    throw asUsage(error)
  }
}
