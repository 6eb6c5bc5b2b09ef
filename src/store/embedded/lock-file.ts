import { randomUUID } from 'node:crypto'
import { readFile, readlink, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { ConflictError } from '../../kernel/errors.js'
import { codeOf } from '../driver-errors.js'
import { processStart } from './process-start.js'

interface Owner {
  readonly pid: number
  /** When that process began, as the system says it: a later process with the same pid is another one. */
  readonly started: string
  /** Host and process namespace; pids of another one mean nothing here. */
  readonly machine: string
  readonly token: string
}

const beatMs = 2_000
/** An owner on another machine (or in another container) counts as gone after so long without a sign of life. */
const silentMs = 15_000

/**
 * Says whose the folder is. Two processes on one folder lose data silently, so nobody opens it without.
 * A lock whose owner has gone is taken over.
 * @returns what gives the folder free again
 * @throws ConflictError `folder-in-use`, naming the process
 */
export async function lockFolder(file: string): Promise<() => Promise<void>> {
  const mine: Owner = { pid: process.pid, started: await processStart(process.pid), machine: await machineName(), token: randomUUID() }
  await claim(file, mine)
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(ignoreMissing), beatMs).unref()
  return async () => {
    clearInterval(beat)
    if ((await ownerIn(file))?.token === mine.token) await rm(file, { force: true })
  }
}

async function claim(file: string, mine: Owner): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    if (await writeNew(file, mine)) return
    const owner = await ownerIn(file)
    if (owner && (await isAlive(file, owner, mine))) throw folderInUse(file, owner)
    await setAside(file, owner)
  }
  throw new Error(`The lock ${file} changes hands too fast.`)
}

/** @returns false when somebody's lock is there */
async function writeNew(file: string, mine: Owner): Promise<boolean> {
  try {
    await writeFile(file, `${JSON.stringify(mine)}\n`, { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** Undefined for a lock that is not there or was cut off while being written. */
async function ownerIn(file: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Owner
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

async function isAlive(file: string, owner: Owner, mine: Owner): Promise<boolean> {
  if (owner.machine === mine.machine) return (await processStart(owner.pid)) === owner.started
  const first = await lastBeat(file)
  for (let beat = first; beat !== undefined && Date.now() - beat <= silentMs; beat = await lastBeat(file)) {
    if (beat !== first) return true
    await new Promise((resolve) => setTimeout(resolve, beatMs))
  }
  return false
}

async function lastBeat(file: string): Promise<number | undefined> {
  return (await stat(file).catch(ignoreMissing))?.mtimeMs
}

/** Moves a dead owner's lock away; when another process was faster and the file is already its own, that is put back. */
async function setAside(file: string, dead: Owner | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  try {
    await rename(file, aside)
  } catch (error) {
    return ignoreMissing(error)
  }
  const moved = await ownerIn(aside)
  if (moved?.token !== dead?.token) await rename(aside, file)
  else await rm(aside, { force: true })
}

async function machineName(): Promise<string> {
  const space = await readlink('/proc/self/ns/pid').catch(() => '')
  return `${hostname()} ${space}`.trim()
}

function folderInUse(file: string, owner: Owner): ConflictError {
  const text = {
    zh: `数据目录正被进程 ${owner.pid} 使用（锁文件 ${file}）。请先停止该进程，或通过正在运行的服务器操作。`,
    en: `The data folder is in use by process ${owner.pid} (lock file ${file}). Stop it first, or work through the running server.`,
  }
  return new ConflictError('folder-in-use', text, { details: { pid: owner.pid, machine: owner.machine, file } })
}

function ignoreMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error
}
