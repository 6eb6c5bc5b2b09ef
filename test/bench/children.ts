/** Processes that are measured: started, waited for, their memory read, ended. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { spawnTied } from '../../scripts/servers.mjs'

export type Environment = Readonly<Record<string, string>>

export interface Child {
  /** `http://127.0.0.1:51234` */
  readonly url: string
  readonly pid: number
  /** From its start until it said where it listens. */
  readonly startMs: number
  /** The end of what it wrote on both outputs. */
  said(): string
  stop(): Promise<void>
}

const patienceMs = 120_000
const address = /(http:\/\/127\.0\.0\.1:\d+)/
/** Every request is logged, as in a company. */
const keptCharacters = 10_000

/** @throws when it ends, or says no address for two minutes */
export async function startChild(args: readonly string[], env: Environment): Promise<Child> {
  const startedAt = performance.now()
  const child = spawnTied(process.execPath, args, { env: { ...inherited(), NODE_ENV: 'production', ...env } })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output = (output + String(chunk)).slice(-keptCharacters)
    })
  const url = await saying(child, address, () => output)
  return { url, pid: child.pid ?? 0, startMs: performance.now() - startedAt, said: () => output, stop: () => end(child) }
}

/** A worker listens nowhere: it says that it started. */
export async function startWorker(args: readonly string[], env: Environment): Promise<{ stop(): Promise<void> }> {
  const child = spawnTied(process.execPath, args, { env: { ...inherited(), NODE_ENV: 'production', ...env } })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    output = (output + String(chunk)).slice(-keptCharacters)
  })
  child.stderr?.resume()
  await saying(child, /"msg":"(started)"/, () => output)
  return { stop: () => end(child) }
}

const inherited = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, HOME: process.env.HOME })

async function saying(child: ChildProcess, pattern: RegExp, said: () => string): Promise<string> {
  const giveUpAt = Date.now() + patienceMs
  while (Date.now() < giveUpAt && child.exitCode === null) {
    const found = pattern.exec(said())?.[1]
    if (found !== undefined) return found
    await wait(5)
  }
  child.kill('SIGKILL')
  throw new Error(`a process did not start (${child.exitCode}):\n${said()}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

/** Resident memory of a process and of all it started, in MB; shared pages count for each of them. Linux only: 0 elsewhere. */
export function residentMb(pid: number): number {
  const parents = new Map(processIds().map((id) => [id, parentOf(id)]))
  const isBelow = (id: number): boolean => id === pid || (id > 1 && isBelow(parents.get(id) ?? 0))
  const kilobytes = [...parents.keys()].filter(isBelow).map((id) => Number(/^VmRSS:\s+(\d+)/m.exec(statusOf(id))?.[1] ?? 0))
  return Math.round(kilobytes.reduce((sum, one) => sum + one, 0) / 1_024)
}

const parentOf = (id: number): number => Number(/^PPid:\s+(\d+)/m.exec(statusOf(id))?.[1] ?? 0)

function processIds(): readonly number[] {
  return process.platform === 'linux' ? readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : [])) : []
}

/** A process may be gone before it is read. */
function statusOf(id: number): string {
  try {
    return readFileSync(`/proc/${id}/status`, 'utf8')
  } catch {
    return ''
  }
}
