/** PostgreSQL wire messages as bytes: enough of the protocol to share one session among many clients. */

const headerBytes = 5

/** Frontend messages after which the engine must run what was sent so far: Query, Sync, Flush. */
const runs = new Set(['Q', 'S', 'H'])

/** What a client has sent, cut into requests. The first message of a connection (start-up) has no type letter. */
export class RequestReader {
  #bytes: Uint8Array<ArrayBufferLike> = new Uint8Array(0)
  #offset = 0
  #isStarted = false

  /** @returns the requests that are complete now; a start-up and a goodbye are requests of their own */
  read(chunk: Uint8Array): readonly Request[] {
    this.#bytes = concat([this.#bytes, chunk])
    const requests: Request[] = []
    for (let next = this.#next(); next !== undefined; next = this.#next()) requests.push(next)
    return requests
  }

  #next(): Request | undefined {
    if (!this.#isStarted) return this.#startUp()
    for (let end = this.#messageEnd(1); end !== undefined; end = this.#messageEnd(1)) {
      const kind = String.fromCharCode(this.#bytes[this.#offset] ?? 0)
      this.#offset = end
      if (kind === 'X') return { kind: 'goodbye', bytes: this.#take() }
      if (runs.has(kind)) return { kind: kind === 'H' ? 'flush' : 'run', bytes: this.#take() }
    }
    return undefined
  }

  #startUp(): Request | undefined {
    const end = this.#messageEnd(0)
    if (end === undefined) return undefined
    this.#isStarted = true
    this.#offset = end
    return { kind: 'start', bytes: this.#take() }
  }

  /** Where the message at the offset ends, once all of it has arrived. */
  #messageEnd(letterBytes: number): number | undefined {
    const at = this.#offset + letterBytes
    if (at + 4 > this.#bytes.length) return undefined
    const end = at + lengthAt(this.#bytes, at)
    return end <= this.#bytes.length ? end : undefined
  }

  #take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#offset) as Uint8Array<ArrayBuffer>
    this.#bytes = this.#bytes.subarray(this.#offset)
    this.#offset = 0
    return taken
  }
}

export interface Request {
  readonly kind: 'start' | 'run' | 'flush' | 'goodbye'
  readonly bytes: Uint8Array<ArrayBuffer>
}

export type TransactionStatus = 'idle' | 'open' | 'failed'

export interface Answer {
  /** What the asking client gets. */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** NOTIFY messages, for every client. */
  readonly notifications: readonly Uint8Array<ArrayBuffer>[]
  /** From the last ReadyForQuery; undefined when there was none (after Flush). */
  readonly status: TransactionStatus | undefined
}

const statuses: Readonly<Record<string, TransactionStatus>> = { I: 'idle', T: 'open', E: 'failed' }

/** Sorts the engine's bytes: notifications apart, and the transaction status they end with. */
export function readAnswer(bytes: Uint8Array<ArrayBuffer>): Answer {
  const notifications: Uint8Array<ArrayBuffer>[] = []
  const rest: Uint8Array[] = []
  let status: TransactionStatus | undefined
  let restFrom = 0
  for (let at = 0; at + headerBytes <= bytes.length; at += 1 + lengthAt(bytes, at + 1)) {
    const end = at + 1 + lengthAt(bytes, at + 1)
    if (bytes[at] === letter('Z')) status = statuses[String.fromCharCode(bytes[at + headerBytes] ?? 0)]
    if (bytes[at] !== letter('A')) continue
    notifications.push(bytes.slice(at, end))
    rest.push(bytes.subarray(restFrom, at))
    restFrom = end
  }
  return { bytes: restFrom === 0 ? bytes : concat([...rest, bytes.subarray(restFrom)]), notifications, status }
}

/** AuthenticationOk and ReadyForQuery: the answer to a start-up. */
export function welcome(): Uint8Array {
  return Uint8Array.of(letter('R'), 0, 0, 0, 8, 0, 0, 0, 0, letter('Z'), 0, 0, 0, 5, letter('I'))
}

/** A simple Query message. */
export function queryMessage(sql: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(sql)
  const message = new Uint8Array(headerBytes + text.length + 1)
  message[0] = letter('Q')
  new DataView(message.buffer).setUint32(1, message.length - 1)
  message.set(text, headerBytes)
  return message
}

export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

function lengthAt(bytes: Uint8Array, at: number): number {
  return (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0
}

function letter(character: string): number {
  return character.charCodeAt(0)
}
