import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Makes an empty PostgreSQL folder. PGlite's initdb leaves 800 MB resident behind for good, so it runs in a child process that ends
 * (2 to 5 s); the folder appears whole or not at all.
 */
export async function makeFolder(folder: string): Promise<void> {
  const draft = `${folder}.making-${process.pid}`
  await rm(draft, { recursive: true, force: true })
  await mkdir(dirname(folder), { recursive: true })
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script, draft], {
    cwd: packageFolder(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const said: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The database folder could not be made: ${Buffer.concat(said).toString().slice(-2000)}`)
  await rename(draft, folder)
}

/** Small WAL segments, and no template databases: nobody creates a database here, and every copy is half the size. */
const script = `
import { PGlite } from '@electric-sql/pglite'
const engine = await PGlite.create(process.argv[1], {
  initDbStartParams: ['--wal-segsize=1', '--encoding=UTF8', '--locale-provider=libc', '--locale=C.UTF-8', '--lc-collate=C', '--no-sync'],
})
await engine.exec("UPDATE pg_database SET datistemplate = false WHERE datname IN ('template0', 'template1')")
await engine.exec('DROP DATABASE template0')
await engine.exec('DROP DATABASE template1')
await engine.exec('VACUUM (FREEZE)')
await engine.close()
`

/** Somewhere from which the package is found. */
function packageFolder(): string {
  return dirname(fileURLToPath(import.meta.url))
}

export async function isFolder(path: string): Promise<boolean> {
  return (await stat(join(path, 'PG_VERSION')).catch(() => undefined))?.isFile() ?? false
}
