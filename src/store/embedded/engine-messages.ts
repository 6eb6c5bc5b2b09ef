/** What the platform's thread and the engine's thread say to each other. */
import type { Answer } from './frames.js'

export interface EngineSetup {
  /** The PostgreSQL data folder; it must exist, the engine never makes one. */
  readonly folder: string
  /** Every commit reaches the disk before it is answered (fsync). Off only where the folder may be lost, as in tests. */
  readonly durable: boolean
  readonly sharedBuffersMb: number
  readonly module: WebAssembly.Module
}

export type ToEngine = { readonly kind: 'run'; readonly bytes: Uint8Array<ArrayBuffer> } | { readonly kind: 'close' }

export type FromEngine =
  | { readonly kind: 'ready' }
  /** It could not be opened; `log` is what PostgreSQL printed. */
  | { readonly kind: 'unopened'; readonly message: string; readonly log: string }
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The engine itself failed (not the statement): it is unusable now. */
  | { readonly kind: 'broken'; readonly message: string }
  | { readonly kind: 'closed' }
