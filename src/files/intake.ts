import { createHash } from 'node:crypto'
import { TooLargeError } from '../kernel/errors.js'
import { safeMediaType } from './media-type.js'
import type { FileFacts } from './stored-file.js'

const headBytes = 4_096

/** Counts, hashes and looks at the first bytes of a file while it passes. */
export class Intake {
  readonly #hash = createHash('sha256')
  #head = Buffer.alloc(0)
  #sizeBytes = 0

  constructor(readonly facts: FileFacts) {}

  /** @throws TooLargeError as soon as the limit is passed, whatever length was announced */
  take(chunk: Uint8Array): void {
    this.#sizeBytes += chunk.length
    if (this.#sizeBytes > this.facts.limitBytes) throw tooLarge(this.facts.limitBytes)
    this.#hash.update(chunk)
    if (this.#head.length < headBytes) this.#head = Buffer.concat([this.#head, chunk.subarray(0, headBytes - this.#head.length)])
  }

  result(): { readonly sizeBytes: number; readonly sha256: string; readonly mediaType: string } {
    return { sizeBytes: this.#sizeBytes, sha256: this.#hash.digest('hex'), mediaType: safeMediaType(this.facts.mediaType, this.#head) }
  }
}

function tooLarge(limitBytes: number): TooLargeError {
  const limit = limitBytes >= 1_048_576 ? `${Math.floor(limitBytes / 1_048_576)} MB` : `${Math.floor(limitBytes / 1024)} KB`
  return new TooLargeError(
    'file-too-large',
    { zh: `文件超过 ${limit} 的上限。`, en: `The file is larger than ${limit}.` },
    { details: { limitBytes } },
  )
}
