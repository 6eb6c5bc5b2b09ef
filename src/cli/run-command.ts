import { type ParseArgsConfig, parseArgs } from 'node:util'
import { type Command, type Ground, type Terminal, type Typed, UsageError } from './command.js'
import { usageLine } from './usage.js'

/** @returns the exit code; 2 when it was typed wrongly, with how to type it */
export async function runCommand(command: Command, rest: readonly string[], desk: Terminal & Partial<Ground>): Promise<number> {
  try {
    const typed = typedFor(command, rest)
    if (command.needs === 'files') return await command.run(typed, desk)
    return await command.run(typed, desk as Ground & Terminal)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    desk.say(`${error.text.zh} ${error.text.en}\n\n${usageLine(command)}`)
    return 2
  }
}

function typedFor({ words, options = {} }: Command, rest: readonly string[]): Typed {
  if (words === undefined) return { words: [], options: {}, rest }
  const parsed = parsedOrUsage({ args: [...rest], options, allowPositionals: true, strict: true })
  const [fewest, most] = words
  if (parsed.positionals.length < fewest) throw new UsageError({ zh: '缺少参数。', en: 'Something is missing.' })
  if (parsed.positionals.length > most) throw new UsageError({ zh: '参数过多。', en: 'That is more than it takes.' })
  return { words: parsed.positionals, options: parsed.values as Typed['options'], rest }
}

function parsedOrUsage(config: ParseArgsConfig): ReturnType<typeof parseArgs> {
  try {
    return parseArgs(config)
  } catch (error) {
    throw asUsage(error)
  }
}

/** What `parseArgs` and readers of options complain about, as usage; anything else as it is. */
export function asUsage(error: unknown): unknown {
  if ((error as Error | null)?.name !== 'TypeError') return error
  const [sentence = ''] = (error as Error).message.split('. To specify')
  return new UsageError({ zh: '选项有误。', en: `${sentence}.` })
}
