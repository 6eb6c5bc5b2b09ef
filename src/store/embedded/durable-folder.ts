import { closeSync, fsyncSync, openSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** A file the engine has open: `nfd` is Node's descriptor (a folder has none). */
interface OpenFile {
  readonly nfd?: number
  readonly node: unknown
}

interface NodeFiles {
  readonly stream_ops: { fsync?: (file: OpenFile) => void }
  realPath(node: unknown): string
}

type Options = Parameters<NodeFS['init']>[1]
type Module = NonNullable<Options['preRun']> extends ReadonlyArray<(module: infer M) => void> ? M : never

/**
 * PGlite's Node folder drops fsync: what PostgreSQL asks to be on disk is not. With `durable` it is, as on a server, so that an
 * acknowledged commit survives a power cut (as far as the disk keeps its word), not only the end of the process.
 */
export class DurableFolder extends NodeFS {
  constructor(
    folder: string,
    readonly durable: boolean,
  ) {
    super(folder)
  }

  override async init(engine: PGlite, options: Options): Promise<{ emscriptenOpts: Options }> {
    const { emscriptenOpts } = await super.init(engine, options)
    if (!this.durable) return { emscriptenOpts }
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addFsync] } }
  }
}

function addFsync(module: Module): void {
  const files = (module as unknown as { NODEFS: NodeFiles }).NODEFS
  files.stream_ops.fsync = (file) => (file.nfd === undefined ? syncFolder(files.realPath(file.node)) : fsyncSync(file.nfd))
}

function syncFolder(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
