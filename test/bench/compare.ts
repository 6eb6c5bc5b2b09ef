/** The same operations on several targets, in alternation: what the machine does meanwhile happens to all of them. */

import { adminJsTarget } from './adminjs-target.js'
import { type Child, residentMb, startChild } from './children.js'
import { danjuTarget } from './danju-target.js'
import type { Ground } from './ground.js'
import { alone, inTurns, noSamples, type Timing, timingOf, together } from './measure.js'
import { naiveTarget } from './naive-target.js'
import type { Operation, Seen, Target, TargetName } from './operation.js'
import type { People } from './people.js'
import { openTerms } from './terms.js'
import { drawAll, drawOwn, nth } from './workload.js'

export interface Result {
  readonly operation: Operation
  readonly target: TargetName
  readonly seen: Seen
  readonly alone: Timing
  readonly sixteen: Timing
}

export interface ProcessFacts {
  /** Until it listened. */
  readonly startMs: number
  readonly residentMb: number
}

export interface Targets {
  readonly all: readonly Target[]
  /** What the processes took to start, and keep in memory by now. */
  processes(): Readonly<Record<string, ProcessFacts>>
  close(): Promise<void>
}

export async function openTargets(ground: Ground, people: People): Promise<Targets> {
  const { env, database, databaseUrl } = ground
  const terms = await openTerms(ground.folder, database)
  const works = await drawAll(database, people.leads.length + 2, people.reps)
  const own = []
  for (const rep of people.reps) own.push({ person: rep, work: await drawOwn(database, rep) })
  const main = ['--enable-source-maps', 'dist/test/bench/main.js', 'serve']
  const danju = await startChild(['--enable-source-maps', 'dist/src/web.js'], { ...env, ROLE: 'web' })
  const naive = await startChild([...main, 'naive', databaseUrl], {})
  const adminjs = await startChild([...main, 'adminjs', databaseUrl], { ADMIN_JS_SKIP_BUNDLE: 'true' })
  const leads = people.leads.map((person, share) => ({ person, work: nth(works, share) }))
  const remover = nth(people.leads, 0)
  const all = [
    await danjuTarget({ name: 'lead', web: danju, people: leads, remover, terms }),
    await danjuTarget({ name: 'rep', web: danju, people: own, remover, terms }),
    naiveTarget({ child: naive, work: nth(works, leads.length), terms, database }),
    adminJsTarget({ child: adminjs, work: nth(works, leads.length + 1), terms, database }),
  ]
  const close = async (): Promise<void> => {
    for (const target of all) await target.cleanUp()
    await Promise.all([danju, naive, adminjs].map((child) => child.stop()))
  }
  return { all, processes: () => ({ danju: factsOf(danju), naive: factsOf(naive), adminjs: factsOf(adminjs) }), close }
}

const factsOf = ({ pid, startMs }: Child): ProcessFacts => ({ startMs: Math.round(startMs), residentMb: residentMb(pid) })

const rounds = { alone: 5, sixteen: 3 }

/** @param budgetMs  for each target, with one client and again with sixteen */
export async function compare(operation: Operation, targets: readonly Target[], budgetMs: number): Promise<readonly Result[]> {
  const runs = targets.map((target) => ({
    target,
    perform: inTurns(target.perform[operation.name]),
    alone: noSamples(),
    sixteen: noSamples(),
  }))
  const seen: Seen[] = []
  for (const { perform } of runs) seen.push(await warm(perform))
  for (let round = 0; round < rounds.alone; round += 1) for (const run of runs) await alone(run.alone, run.perform, budgetMs / rounds.alone)
  for (let round = 0; round < rounds.sixteen; round += 1)
    for (const run of runs) await together(run.sixteen, run.perform, budgetMs / rounds.sixteen)
  return runs.map((run, at) => ({
    operation,
    target: run.target.name,
    seen: seen[at] ?? { rows: 0, total: null },
    alone: timingOf(run.alone),
    sixteen: timingOf(run.sixteen),
  }))
}

async function warm(perform: () => Promise<() => Seen>): Promise<Seen> {
  const first = await perform()
  const untilAt = performance.now() + 500
  for (let times = 0; times < 20 && performance.now() < untilAt; times += 1) await perform()
  return first()
}
