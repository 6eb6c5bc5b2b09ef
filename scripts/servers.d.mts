import type { ChildProcess, SpawnOptions } from 'node:child_process'

/** A private server of a test; see servers.mjs. */
export interface Server {
  readonly name: 'mariadb' | 'redis'
  /** Without a database: `mysql://root@127.0.0.1:port` or `redis://127.0.0.1:port`. */
  readonly url: string
  readonly port: number
  readonly folder: string
  readonly pid: () => number | undefined
  /** Ends the process and keeps its data; SIGKILL unless told otherwise (SIGSTOP and SIGCONT go through pid()). */
  readonly kill: (signal?: 'SIGKILL' | 'SIGTERM') => Promise<void>
  /** Starts it again on the same port and data. */
  readonly restart: () => Promise<void>
  /** Ends the process and removes its data. */
  readonly stop: () => Promise<void>
}

export function findProgram(name: string): string | undefined
export function freePort(): Promise<number>
/** @param kept  a folder for data that outlive the server; made when it is not there */
export function startMariaDb(extraArgs?: readonly string[], kept?: string): Promise<Server>
export function startRedis(extraArgs?: readonly string[]): Promise<Server>
export function stopAll(): Promise<void>
/** Starts a child that ends with this process, even when this one is killed. */
export function spawnTied(program: string, args: readonly string[], options?: SpawnOptions): ChildProcess
