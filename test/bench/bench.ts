/** What was asked for, one part after the other, told as tables and kept as JSON in `test/bench/results/`. Nothing here fails because it is slow. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { assertWrites, disagreements } from './agree.js'
import { compare, openTargets, type Result } from './compare.js'
import { type Ground, openGround } from './ground.js'
import { machineFacts } from './machine.js'
import { operations } from './operation.js'
import type { BenchOptions } from './options.js'
import { openPeople, type People } from './people.js'
import { printed } from './print.js'
import { measurePublishing } from './publish.js'
import { measureStart } from './start.js'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

export async function bench(options: BenchOptions): Promise<void> {
  const found: Record<string, unknown> = { at: new Date().toISOString(), machine: await machineFacts(undefined), options }
  if (options.only.includes('start')) found.start = await measureStart(say)
  if (options.only.some((part) => part !== 'start')) await onGround(options, found)
  say(`\n${keep(found)}`)
}

async function onGround(options: BenchOptions, found: Record<string, unknown>): Promise<void> {
  const ground = await openGround(options.orders, say)
  try {
    const people = await openPeople(ground)
    found.machine = { ...(found.machine as object), ...(await machineFacts(ground.database)) }
    say(JSON.stringify(found.machine))
    if (options.only.includes('reads') || options.only.includes('writes'))
      Object.assign(found, await measureOperations(options, ground, people))
    if (options.only.includes('publish')) found.publish = await measurePublishing(ground, people, say)
  } finally {
    await ground.close()
  }
}

async function measureOperations(
  { only, operations: named, seconds }: BenchOptions,
  ground: Ground,
  people: People,
): Promise<Readonly<Record<string, unknown>>> {
  const targets = await openTargets(ground, people)
  const all: (readonly Result[])[] = []
  try {
    if (only.includes('writes')) await assertWrites(ground.database, targets.all)
    for (const operation of operations.filter(({ part, name }) => only.includes(part) && (named.length === 0 || named.includes(name)))) {
      const results = await compare(operation, targets.all, seconds * 1_000)
      for (const line of disagreements(results)) say(`NOT THE SAME  ${line}`)
      all.push(results)
      say(`measured ${operation.name}`)
    }
    const processes = targets.processes()
    say(`\n${printed(all)}\n\n${JSON.stringify(processes)}`)
    return { operations: all.flat(), processes }
  } finally {
    await targets.close()
  }
}

function keep(found: Readonly<Record<string, unknown>>): string {
  const file = `test/bench/results/${String(found.at).replaceAll(':', '')}.json`
  mkdirSync('test/bench/results', { recursive: true })
  writeFileSync(file, JSON.stringify(found, null, 2))
  return file
}
