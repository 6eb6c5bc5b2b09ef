/** `npm run cli -- <command>`: what an operator does at a terminal. In the running server when there is one on this folder, here otherwise. */
import { setTimeout } from 'node:timers/promises'
import { readSettings, type Settings } from '#config'
import { askServer } from './cli/channel.js'
import type { Command } from './cli/command.js'
import { commands } from './cli/commands.js'
import { openDesk } from './cli/open-desk.js'
import { runCommand } from './cli/run-command.js'
import { usageOf } from './cli/usage.js'
import { inWords } from './cli/words.js'
import { ConflictError } from './kernel/errors.js'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function main(argv: readonly string[]): Promise<number> {
  const command = commands.find(({ name }) => name === argv[0])
  if (command === undefined) {
    say(usageOf(commands, argv[0]))
    return argv.length === 0 || ['help', '--help', '-h'].includes(argv[0] ?? '') ? 0 : 2
  }
  if (command.needs === 'files') return runCommand(command, argv.slice(1), { cwd: process.cwd(), say })
  const settings = readSettings(process.env)
  return serverOrSelf(settings, command, argv)
}

/** A server that has the folder but does not listen yet is starting, or ending. */
async function serverOrSelf(settings: Settings, command: Command, argv: readonly string[], tries = 30): Promise<number> {
  const cwd = process.cwd()
  const answered = await askServer(settings, { argv, cwd }, say)
  if (answered !== undefined) return answered
  try {
    return await openDesk(settings, command, (desk) => runCommand(command, argv.slice(1), { ...desk, cwd, say }))
  } catch (error) {
    if (!(error instanceof ConflictError && error.code === 'folder-in-use') || tries === 0) throw error
    await setTimeout(1_000)
    return serverOrSelf(settings, command, argv, tries - 1)
  }
}

main(process.argv.slice(2))
  .then((code) => process.exit(code))
  .catch((error: unknown) => {
    process.stderr.write(`${inWords(error)}\n`)
    process.exit(1)
  })
