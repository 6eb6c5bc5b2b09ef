// Writes the optional packages of other platforms into the lockfile, when the registry at hand does not serve them.
// npm leaves out what it cannot fetch, and `npm ci` then refuses the lockfile everywhere. Run after adding a dependency.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const file = join(import.meta.dirname, '../package-lock.json')
const lockfile = JSON.parse(readFileSync(file, 'utf8'))
const { packages } = lockfile

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64']

const missing = Object.entries(packages).flatMap(([path, entry]) => missingOptionals(path, entry))
for (const [path, entry] of missing) packages[path] ??= entry
lockfile.packages = Object.fromEntries(Object.entries(packages).sort(([left], [right]) => left.localeCompare(right, 'en')))
if (missing.length > 0) writeFileSync(file, `${JSON.stringify(lockfile, undefined, 2)}\n`)
console.log(`${missing.length} packages of other platforms added`)

function missingOptionals(path, entry) {
  const wanted = Object.entries(entry.optionalDependencies ?? {})
  const absent = wanted.filter(([name]) => !isPresent(path, name))
  return absent.map(([name, version]) => [`node_modules/${name}`, platformEntry(name, version, entry)])
}

/** Looked for as Node does: in the package's own folder, then outwards. */
function isPresent(path, name) {
  const steps = path.split('/node_modules/')
  const owners = steps.map((_, index) => steps.slice(0, steps.length - index).join('/node_modules/'))
  return [...owners.map((owner) => `${owner}/node_modules/${name}`), `node_modules/${name}`].some((place) => place in packages)
}

function platformEntry(name, version, owner) {
  const words = name.split('/').at(-1).split('-')
  const system = systems.find((candidate) => words.includes(candidate))
  const processor = processors.find((candidate) => words.includes(candidate))
  if (!system || !processor || !/^\d/.test(version)) throw new Error(`${name}@${version} is no package of another platform`)
  return {
    version,
    cpu: [processor],
    ...(owner.dev ? { dev: true } : {}),
    ...libcOf(words),
    optional: true,
    os: [system],
  }
}

function libcOf(words) {
  if (words.some((word) => word.startsWith('musl'))) return { libc: ['musl'] }
  return words.some((word) => word.startsWith('gnu')) && words.includes('linux') ? { libc: ['glibc'] } : {}
}
