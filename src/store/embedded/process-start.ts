import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { codeOf } from '../driver-errors.js'

/** When a process began, in the system's own words; empty when there is no such process. */
export async function processStart(pid: number): Promise<string> {
  return process.platform === 'linux' ? linuxStart(pid) : process.platform === 'win32' ? windowsStart(pid) : otherStart(pid)
}

/** Field 22 of /proc/<pid>/stat (ticks since boot), with the boot it counts from. A zombie has ended. */
async function linuxStart(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (stat === '' || fields[0] === 'Z' || fields[0] === 'X') return ''
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  return `${boot.trim()}/${fields[19]}`
}

const run = promisify(execFile)

async function otherStart(pid: number): Promise<string> {
  const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)], { env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } }).catch(
    () => ({ stdout: '' }),
  )
  return stdout.trim()
}

/** Windows: only that it lives, as there is no cheap way to ask since when. */
async function windowsStart(pid: number): Promise<string> {
  try {
    process.kill(pid, 0)
    return 'alive'
  } catch (error) {
    return codeOf(error) === 'EPERM' ? 'alive' : ''
  }
}
