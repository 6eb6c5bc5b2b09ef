// What must hold before a change is merged: types, format and lint, import rules, nothing unused, house rules.
// Every step runs, so that one look shows everything that is wrong.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const projects = ['tsconfig.json', 'src/admin/app/tsconfig.json', 'test/browser/tsconfig.json']
const sourceFolders = ['src', 'resources', 'jobs', 'config', 'migrations']

const steps = [
  ...projects.filter(hasFiles).map((project) => [`types ${dirname(project)}`, () => npmBin('tsc', '--noEmit', '--project', project)]),
  ['format and lint', () => npmBin('biome', 'check', '--max-diagnostics=100')],
  ['import rules', () => cruise()],
  ['nothing unused', () => npmBin('knip', '--no-progress')],
  ['house rules', () => runTests('test/architecture', 'test/types', 'test/golden')],
]

const failed = steps.filter(([name, run]) => !passes(name, run)).map(([name]) => name)
console.log(failed.length === 0 ? 'check passed' : `check failed: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1

function passes(name, run) {
  const startedAt = performance.now()
  const { isGood, output } = run()
  console.log(`${isGood ? 'ok    ' : 'FAILED'} ${name}: ${Math.round(performance.now() - startedAt)} ms`)
  if (!isGood) console.log(output)
  return isGood
}

/** A project without files is an error to the compiler and none to us. */
function hasFiles(project) {
  const folder = join(root, dirname(project))
  const isCode = (name) => /\.tsx?$/.test(name) && !name.startsWith('node_modules')
  return existsSync(join(root, project)) && (dirname(project) === '.' || readdirSync(folder, { recursive: true }).some(isCode))
}

function npmBin(name, ...args) {
  return run(join(root, 'node_modules/.bin', name), args)
}

function run(program, args, env = {}) {
  const result = spawnSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 1e9, env: { ...process.env, ...env } })
  return { isGood: result.status === 0, output: `${result.stdout}${result.stderr}` }
}

/** Under a compiler it does not know, dependency-cruiser reads nothing and finds nothing wrong. */
function cruise() {
  const folders = sourceFolders.filter((folder) => existsSync(join(root, folder)))
  const result = npmBin('depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', ...folders)
  const cruised = Number(/\((?:\d+ errors, \d+ warnings\)\. )?(\d+) modules/.exec(result.output)?.[1] ?? 0)
  return cruised > 0 ? result : { isGood: false, output: `${result.output}\nno module was cruised` }
}

function runTests(...folders) {
  const jest = ['node_modules/jest/bin/jest.js', '--passWithNoTests', '--selectProjects', 'pure', '--', ...folders]
  return run(process.execPath, ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', ...jest])
}
