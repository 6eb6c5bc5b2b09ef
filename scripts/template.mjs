// Plays the demo company's story into a database folder and a backup, so that a first start is a copy. Keeps a folder made from the same code on the same day.
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './compile.mjs'

const folder = join(root, 'dist', 'template')
const backup = join(root, 'dist', 'demo', 'company.ndjson.gz')
const mark = join(root, 'dist', 'template.mark')
const wanted = recipe()

if (existsSync(folder) && existsSync(backup) && existsSync(mark) && readFileSync(mark, 'utf8') === wanted) process.exit(0)
rmSync(folder, { recursive: true, force: true })
const { makeDemoTemplate } = await import(join(root, 'dist/src/demo-template.js'))
await makeDemoTemplate(folder, backup)
makeReadable(folder)
chmodSync(backup, 0o644)
writeFileSync(mark, wanted)

/** Whoever builds an image is not who runs it; there is nothing in it but the demo. */
function makeReadable(place) {
  chmodSync(place, 0o755)
  for (const entry of readdirSync(place, { recursive: true, withFileTypes: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644)
  }
}

/** Everything the folder's content depends on. */
function recipe() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const place of ['src', 'resources', 'migrations', 'jobs'])
    for (const file of filesIn(join(root, 'dist', place))) hash.update(readFileSync(file))
  return hash.digest('hex')
}

function filesIn(place) {
  const entries = readdirSync(place, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
