// Private MariaDB and Redis servers for tests and measurements: free ports, folders of their own, loopback only.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { firstByte, freePort, requireProgram, startServer } from './private-server.mjs'

export { findProgram, freePort, spawnTied, stopAll } from './private-server.mjs'

/** A MariaDB with durable commits and an empty root password, reachable from this machine only; on data that are kept, when a folder for them is named. */
export async function startMariaDb(extraArgs = [], kept = undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'dj-'))
  const data = kept ?? join(folder, 'data')
  if (!existsSync(data)) installMariaDb(data)
  const port = await freePort()
  const args = [...mariaDbArgs(folder, data, port), ...extraArgs]
  return startServer({
    name: 'mariadb',
    program: requireProgram('mariadbd'),
    args,
    folder,
    port,
    url: `mysql://root@127.0.0.1:${port}`,
    isReady: sendsGreeting,
  })
}

const runAsRoot = () => (process.getuid?.() === 0 ? ['--user=root'] : [])

function installMariaDb(data) {
  const args = ['--no-defaults', ...runAsRoot(), '--auth-root-authentication-method=normal', '--skip-test-db', `--datadir=${data}`]
  const result = spawnSync(requireProgram('mariadb-install-db'), args, { encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`mariadb-install-db failed: ${result.stdout}${result.stderr}`)
}

const mariaDbArgs = (folder, data, port) => [
  '--no-defaults',
  ...runAsRoot(),
  `--datadir=${data}`,
  `--socket=${join(folder, 's')}`,
  `--pid-file=${join(folder, 'pid')}`,
  '--bind-address=127.0.0.1',
  `--port=${port}`,
  '--innodb-buffer-pool-size=256M',
  '--innodb-flush-log-at-trx-commit=1',
  '--skip-log-bin',
  '--character-set-server=utf8mb4',
  '--max-connections=300',
]

/** A Redis that keeps nothing on disk and refuses writes rather than forget a job. */
export async function startRedis(extraArgs = []) {
  const folder = mkdtempSync(join(tmpdir(), 'dj-'))
  const port = await freePort()
  const fixed = [
    '--port',
    port,
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
    '--maxmemory-policy',
    'noeviction',
  ]
  const args = [...fixed.map(String), ...extraArgs]
  return startServer({
    name: 'redis',
    program: requireProgram('redis-server'),
    args,
    folder,
    port,
    url: `redis://127.0.0.1:${port}`,
    isReady: answersPing,
  })
}

const sendsGreeting = (port) => firstByte(port, undefined)
const answersPing = async (port) => (await firstByte(port, 'PING\r\n')) === '+'
