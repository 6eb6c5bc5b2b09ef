// Web, worker and demo data in one process that starts again whenever a source file changes.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, watch } from 'node:fs'
import { join } from 'node:path'
import { compileFolders, platformFolders, root } from './compile.mjs'

const quietMs = 150

let server
let pending
let turn = Promise.resolve()

await rebuild()
for (const folder of platformFolders.filter((name) => existsSync(join(root, name)))) {
  watch(join(root, folder), { recursive: true }, () => {
    clearTimeout(pending)
    pending = setTimeout(() => {
      turn = turn.then(rebuild)
    }, quietMs)
  })
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopServer().then(() => process.exit(0)))

/** A source that does not compile leaves the last good server running. */
async function rebuild() {
  try {
    await compileFolders()
    await rebuildScreens()
  } catch (error) {
    console.error(`not rebuilt: ${error.message}`)
    return
  }
  await stopServer()
  const env = { DEMO: '1', LOG_LEVEL: 'debug', NODE_ENV: 'development', ...process.env }
  server = spawn(process.execPath, ['--enable-source-maps', 'dist/src/web.js'], { cwd: root, stdio: 'inherit', env })
}

async function rebuildScreens() {
  const script = join(root, 'src/admin/app/build.mjs')
  if (!existsSync(script)) return
  const { buildAdmin } = await import(script)
  await buildAdmin()
}

async function stopServer() {
  if (!server || server.exitCode !== null || server.signalCode !== null) return
  const gone = once(server, 'exit')
  server.kill('SIGTERM')
  await gone
}
