// What `npm ci` and `npm run build` do: compile the platform, bundle the screens, make the template of the embedded database.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { compileFolders, root } from './compile.mjs'

await step('code', async () => `${await compileFolders()} files`)
await step('screens', () => buildScreens())
await step('console', () => copyConsole())
await step('template', () => makeTemplate())

async function step(name, run) {
  const startedAt = performance.now()
  const note = await run()
  console.log(`build ${name}: ${Math.round(performance.now() - startedAt)} ms${note ? `, ${note}` : ''}`)
}

async function buildScreens() {
  const script = join(root, 'src/admin/app/build.mjs')
  if (!existsSync(script)) return 'nothing to do'
  const { buildAdmin } = await import(pathToFileURL(script).href)
  await buildAdmin()
}

async function copyConsole() {
  const script = join(root, 'src/admin/console/build.mjs')
  if (!existsSync(script)) return 'nothing to do'
  const { buildConsole } = await import(pathToFileURL(script).href)
  return buildConsole()
}

/** In a process of its own: making a database takes 800 MB that are never given back. */
async function makeTemplate() {
  const script = join(root, 'scripts/template.mjs')
  if (!existsSync(script)) return 'nothing to do'
  const child = spawn(process.execPath, [script], { cwd: root, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`scripts/template.mjs ended with ${code}`)
}
