import { compile } from '../compile/compile.js'
import type { Model } from '../compile/model.js'
import type { Definitions } from '../define/definitions.js'
import { UnavailableError } from '../kernel/errors.js'
import type { Problem } from '../kernel/problem.js'
import type { Sql } from '../store/database.js'
import { applyOverlay, type Overlay } from './overlay.js'
import { currentVersion, overlayOf } from './versions.js'

/** The compiled Models this process knows, by version. A request keeps the one it started with. */
export interface Models {
  current(): Model
  /** Loads what another process published. */
  at(version: number): Promise<Model>
  /** Makes a Model that was just published the current one. */
  put(model: Model): void
  readonly core: Definitions
}

/** Models kept beside the current one, for requests that are still under way. */
const kept = 20

/** @throws UnavailableError `definitions-broken` when core and overlay do not compile together */
export async function loadModels(sql: Sql, core: Definitions): Promise<Models> {
  const first = await load(sql, core, await currentVersion(sql))
  const known = new Map<number, Promise<Model>>([[first.version, Promise.resolve(first)]])
  let current = first
  const put = (model: Model): void => {
    known.set(model.version, Promise.resolve(model))
    if (model.version > current.version) current = model
    for (const version of [...known.keys()].slice(0, Math.max(0, known.size - kept))) if (version !== current.version) known.delete(version)
  }
  const at = async (version: number): Promise<Model> => {
    const loading = known.get(version) ?? load(sql, core, version)
    known.set(version, loading)
    const model = await loading.catch((error: unknown) => {
      known.delete(version)
      throw error
    })
    put(model)
    return model
  }
  return { current: () => current, at, put, core }
}

async function load(sql: Sql, core: Definitions, version: number): Promise<Model> {
  return compiled(core, await overlayOf(sql, version), version)
}

/** @throws UnavailableError when it does not compile */
export function compiled(core: Definitions, overlay: Overlay, version: number): Model {
  const result = compile(applyOverlay(core, overlay), version)
  if ('model' in result) return result.model
  throw new UnavailableError('definitions-broken', { details: { version, problems: result.problems.map(inWords) } })
}

const inWords = (problem: Problem): string => `${problem.at}: ${problem.message.en} ${problem.hint.en}`.trim()
