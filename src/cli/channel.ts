/**
 * The embedded folder belongs to one process. While that is the server, commands run inside it: over a socket in the folder that only the
 * folder's owner may open. One line of JSON asks; lines of JSON answer, the last with the exit code.
 */
import { chmod, rm } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import type { Settings } from '#config'
import type { Platform } from '../platform.js'
import { commands } from './commands.js'
import { runCommand } from './run-command.js'
import { inWords } from './words.js'

export interface Asked {
  readonly argv: readonly string[]
  /** Folder of the terminal, for relative paths. */
  readonly cwd: string
}

type Answered = { readonly line: string } | { readonly exit: number }

/** Longer paths do not fit into a socket's address; from the working folder it is often shorter. */
const longestPath = 100

function socketIn(dataDir: string): string | undefined {
  const path = join(dataDir, 'cli.sock')
  const shortest = [path, relative(process.cwd(), path)].sort((a, b) => a.length - b.length)[0] ?? path
  return shortest.length <= longestPath ? shortest : undefined
}

/** Undefined where there is nobody to ask, or no need: servers take any number of processes. */
export async function openChannel(platform: Platform): Promise<{ close(): Promise<void> } | undefined> {
  const { settings } = platform
  const path = settings.world === 'embedded' ? socketIn(settings.dataDir) : undefined
  if (path === undefined) return undefined
  // Whoever left it is gone: the folder's lock is ours.
  await rm(path, { force: true })
  const server = createServer((socket) => void answer(platform, socket))
  await listening(server, path)
  await chmod(path, 0o600)
  return { close: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** Made with nobody else's rights from the first moment. */
function listening(server: Server, path: string): Promise<void> {
  const before = process.umask(0o177)
  return new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  }).finally(() => process.umask(before))
}

async function answer(platform: Platform, socket: Socket): Promise<void> {
  socket.on('error', () => {})
  const send = (answered: Answered): void => void (socket.writable && socket.write(`${JSON.stringify(answered)}\n`))
  for await (const line of createInterface({ input: socket })) {
    const exit = await carryOut(platform, JSON.parse(line) as Asked, (text) => send({ line: text })).catch((error: unknown) => {
      send({ line: inWords(error) })
      return 1
    })
    send({ exit })
    socket.end()
  }
}

async function carryOut(platform: Platform, { argv, cwd }: Asked, say: (line: string) => void): Promise<number> {
  const command = commands.find(({ name }) => name === argv[0])
  if (command === undefined) return 2
  const { settings, database, clock } = platform
  return runCommand(command, argv.slice(1), { settings, database, clock, platform: async () => platform, cwd, say })
}

/** @returns the exit code, or undefined when no server runs on this folder */
export async function askServer(settings: Settings, asked: Asked, say: (line: string) => void): Promise<number | undefined> {
  const path = settings.world === 'embedded' ? socketIn(settings.dataDir) : undefined
  const socket = path === undefined ? undefined : await connected(path)
  if (socket === undefined) return undefined
  socket.write(`${JSON.stringify(asked)}\n`)
  for await (const line of createInterface({ input: socket })) {
    const answered = JSON.parse(line) as Answered
    if ('exit' in answered) return answered.exit
    say(answered.line)
  }
  throw new Error('the server ended before the command did')
}

/** Nobody listens: no server, or one that was killed. */
function connected(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path, () => resolve(socket))
    socket.once('error', () => resolve(undefined))
  })
}
