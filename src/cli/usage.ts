import type { Command } from './command.js'

/** How to type one command, in both languages. */
export const usageLine = ({ name, usage, summary }: Command): string =>
  `  ${[name, usage].filter((part) => part !== '').join(' ')}\n      ${summary.zh}\n      ${summary.en}`

/** @param unknown  what was typed instead of a command; undefined when nothing was */
export function usageOf(commands: readonly Command[], unknown: string | undefined): string {
  const isHelp = unknown === undefined || ['help', '--help', '-h'].includes(unknown)
  const complaint = isHelp ? [] : [`未知命令“${unknown}”。 Unknown command “${unknown}”.`, '']
  return [...complaint, '用法 / Usage: npm run cli -- <command>', '', ...commands.map(usageLine)].join('\n')
}
