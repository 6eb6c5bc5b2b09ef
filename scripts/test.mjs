// Runs the tests: everything on the embedded database, then what depends on a database again on MariaDB + Redis.
//   npm test -- test/records            only files whose path matches, in both worlds
//   TEST_WORLD=servers npm test -- …    only one world (embedded | servers)
//   npm run test:faults                 the tests that kill processes
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { findProgram, spawnTied, startMariaDb, startRedis, stopAll } from './servers.mjs'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'danju-test-'))
const ownFlags = ['--faults']
const filters = process.argv.slice(2).filter((arg) => !ownFlags.includes(arg))
const isFaults = process.argv.includes('--faults')
const isStrict = process.env.CI === 'true' || process.env.CI === '1'

let running
let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => interrupt(signal))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const missing = missingPrograms()
for (const { programs, tests } of missing) console.log(`skipped ${tests}: ${programs.join(' and ')} not installed`)

const runs = plannedRuns()
const results = []
try {
  for (const run of runs) if (!interrupted) results.push(await runWorld(run))
} finally {
  await stopAll()
}
report()

function interrupt(signal) {
  interrupted = true
  endGroup(signal)
}

/** Jest and its workers are one process group: a worker in the middle of a test outlives Jest otherwise. */
function endGroup(signal) {
  if (running === undefined) return
  try {
    process.kill(-running.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

function missingPrograms() {
  const needs = [
    { programs: ['mariadbd', 'redis-server'], tests: 'the servers world' },
    { programs: ['chromium'], tests: 'the browser tests' },
  ]
  const lacking = needs.map((need) => ({ ...need, programs: need.programs.filter((program) => !findProgram(program)) }))
  return lacking.filter((need) => need.programs.length > 0)
}

function plannedRuns() {
  const isMissing = (program) => missing.some(({ programs }) => programs.includes(program))
  const browser = isMissing('chromium') ? [] : ['browser']
  const perWorld = isFaults ? ['faults'] : ['world', ...browser]
  const embedded = { world: 'embedded', projects: isFaults ? perWorld : ['pure', ...perWorld] }
  const servers = { world: 'servers', projects: perWorld }
  const possible = isMissing('mariadbd') || isMissing('redis-server') ? [embedded] : [embedded, servers]
  const wanted = process.env.TEST_WORLD
  return wanted ? possible.filter(({ world }) => world === wanted) : possible
}

async function runWorld({ world, projects }) {
  const servers = world === 'servers' ? await startServers() : {}
  console.log(`\n== ${world}: ${projects.join(', ')}`)
  const outcome = await runJest(projects, { TEST_WORLD: world, ...servers }, join(folder, `${world}.json`))
  await stopAll()
  return outcome
}

async function startServers() {
  const [mariaDb, redis] = await Promise.all([startMariaDb(), startRedis()])
  return { TEST_MARIADB_URL: mariaDb.url, TEST_REDIS_URL: redis.url }
}

async function runJest(projects, env, outputFile) {
  const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--passWithNoTests', '--json', `--outputFile=${outputFile}`]
  const args = [...jest, '--selectProjects', ...projects, '--', ...filters]
  running = spawnTied(process.execPath, args, {
    cwd: root,
    env: jestEnvironment(env),
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  })
  const [code] = await once(running, 'exit')
  endGroup('SIGKILL')
  return { code, ...outcomeIn(outputFile, env.TEST_WORLD) }
}

function jestEnvironment(env) {
  const flags = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning']
  return { ...process.env, ...env, NODE_OPTIONS: flags.filter(Boolean).join(' ') }
}

/** A file that could not even be read counts as one failed test. */
function outcomeIn(outputFile, world) {
  try {
    const result = JSON.parse(readFileSync(outputFile, 'utf8'))
    const skipped = result.numPendingTests + result.numTodoTests
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites
    return { passed: result.numPassedTests, failed, skipped, failures: failuresIn(result, world) }
  } catch {
    return { passed: 0, failed: 1, skipped: 0, failures: [`failed (${world}): no results were written`] }
  }
}

/** A line for each: what failed is read at the end, not looked for between the tests that passed. */
function failuresIn({ testResults }, world) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults
      .filter((one) => one.status === 'failed')
      .map((one) => `› ${one.fullName}: ${inBrief(one.failureMessages[0])}`)
    const reasons = status === 'failed' && failed.length === 0 ? [inBrief(message)] : failed
    return reasons.map((reason) => `failed (${world}): ${relative(root, name)} ${reason}`)
  })
}

/** The first two lines that say something. */
function inBrief(text = '') {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.filter(Boolean).slice(0, 2).join(' ').slice(0, 300)
}

function report() {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')]
  const reasons = reasonsToFail(passed + failed + skipped)
  for (const line of [...results.flatMap(({ failures }) => failures), ...reasons]) console.log(line)
  console.log(`${passed} passed, ${failed + reasons.length} failed${skipped ? `, ${skipped} skipped` : ''}`)
  process.exitCode = failed + reasons.length > 0 ? 1 : 0
}

function reasonsToFail(total) {
  const ended = results.filter(({ code, failed }) => code !== 0 && failed === 0)
  return [
    ...(interrupted ? ['interrupted'] : []),
    ...(total === 0 ? ['no test matched'] : []),
    ...ended.map(({ code }) => `a test run ended with ${code}`),
    ...(isStrict ? missing.map(({ programs }) => `missing: ${programs.join(', ')}`) : []),
  ]
}
