// A server process of our own: found, started, waited for, killed, started again.
// Whatever is started here ends with the process that started it, even when that one is killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { delimiter, join } from 'node:path'

const started = new Set()

/** Where a program lies on PATH or among the system programs; undefined when it is not installed. */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Starts a child that the kernel ends when this process is gone. */
export function spawnTied(program, args, options = {}) {
  const setpriv = findProgram('setpriv')
  const [command, commandArgs] = setpriv ? [setpriv, ['--pdeathsig', 'KILL', program, ...args]] : [program, args]
  return spawn(command, commandArgs, options)
}

/** A port nobody listens on at the moment. */
export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}

/** As findProgram, but not to be done without. */
export function requireProgram(name) {
  const program = findProgram(name)
  if (!program) throw new Error(`${name} is not installed`)
  return program
}

/**
 * Starts the server and waits until it answers.
 * The result can be stopped for good, killed (as by a power cut of the process) and started again on its own data.
 */
export async function startServer(plan) {
  let child = await launch(plan)
  const kill = (signal = 'SIGKILL') => end(child, signal)
  const server = {
    name: plan.name,
    url: plan.url,
    port: plan.port,
    folder: plan.folder,
    pid: () => child.pid,
    kill,
    restart: async () => {
      await kill('SIGTERM')
      child = await launch(plan)
    },
    stop: async () => {
      await kill('SIGTERM')
      forget(server)
    },
  }
  started.add(server)
  return server
}

function forget(server) {
  started.delete(server)
  rmSync(server.folder, { recursive: true, force: true })
}

async function launch({ name, program, args, port, isReady }) {
  const child = spawnTied(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = keepTail(child)
  if (await becomesReady(child, () => isReady(port))) return child
  await end(child, 'SIGKILL')
  throw new Error(`${name} did not start:\n${output()}`)
}

async function becomesReady(child, isReady) {
  const deadline = Date.now() + 60_000
  while (child.exitCode === null && Date.now() < deadline) {
    if (await isReady()) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}

function keepTail(child) {
  let tail = ''
  const keep = (chunk) => {
    tail = (tail + chunk).slice(-4000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return () => tail
}

async function end(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  const insist = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await gone
  clearTimeout(insist)
}

/** The first character the server sends, once spoken to; undefined when it does not answer. */
export function firstByte(port, question) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => question && socket.write(question))
    const finish = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(1000, () => finish(undefined))
    socket.once('data', (data) => finish(String.fromCharCode(data[0])))
    socket.once('error', () => finish(undefined))
    socket.once('close', () => finish(undefined))
  })
}

/** Ends every server this process started. */
export async function stopAll() {
  await Promise.all([...started].map((server) => server.stop()))
}

process.on('exit', () => {
  for (const server of started) {
    server.kill()
    forget(server)
  }
})
