import { Duplex } from 'node:stream'
import { UnavailableError } from '../../kernel/errors.js'
import { type Answer, concat, type Request, RequestReader, welcome } from './frames.js'
import type { Listener, Session } from './session.js'

/**
 * A virtual connection: to `pg` it is a socket, behind it is the shared session. It holds the session's turn while a transaction is
 * open, which PostgreSQL itself says with every answer, so no SQL is read here.
 */
export class Wire extends Duplex implements Listener {
  /** For the next statement only, in milliseconds. */
  nextDeadlineMs: number | undefined
  isListening = false
  readonly #session: Session
  readonly #reader = new RequestReader()
  #requests: Promise<void> = Promise.resolve()
  #endTurn: (() => void) | undefined
  #idle: NodeJS.Timeout | undefined

  constructor(session: Session) {
    super()
    this.#session = session
  }

  connect(): this {
    this.#session.join(this)
    setImmediate(() => this.emit('connect'))
    return this
  }

  /** The socket's other methods that clients call; a thread needs none of them. */
  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  hear(message: Uint8Array): void {
    if (!this.destroyed) this.push(message)
  }

  cutOff(error: Error): void {
    this.destroy(error)
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.#accept(chunk)
    done()
  }

  override _writev(chunks: { readonly chunk: Uint8Array }[], done: () => void): void {
    this.#accept(concat(chunks.map(({ chunk }) => chunk)))
    done()
  }

  override _final(done: () => void): void {
    this.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#session.leave(this)
    clearTimeout(this.#idle)
    void this.#requests.then(() => this.#abandon())
    done(error)
  }

  #accept(chunk: Uint8Array): void {
    for (const request of this.#reader.read(chunk)) this.#requests = this.#requests.then(() => this.#handle(request))
  }

  async #handle(request: Request): Promise<void> {
    if (this.destroyed) return
    if (request.kind === 'start') this.push(welcome())
    else if (request.kind === 'goodbye') await this.#abandon()
    else await this.#run(request).catch((error: Error) => this.#failed(error))
  }

  async #run(request: Request): Promise<void> {
    clearTimeout(this.#idle)
    this.#endTurn ??= await this.#session.turns.take()
    if (this.destroyed) return
    this.isListening ||= isListen(request.bytes)
    const deadlineMs = this.nextDeadlineMs
    this.nextDeadlineMs = undefined
    const answer = await this.#session.ask(request.bytes, this, deadlineMs)
    if (request.kind === 'run' && answer.status === undefined)
      throw new UnavailableError('database-unavailable', { details: { reason: 'cut answer' } })
    this.#answered(answer)
  }

  #answered({ bytes, status }: Answer): void {
    if (!this.destroyed) this.push(bytes)
    if (status === 'idle') this.#release()
    else this.#idle = setTimeout(() => this.destroy(new UnavailableError('transaction-idle')), this.#session.times.idleMs)
  }

  #failed(error: Error): void {
    this.#release()
    this.destroy(error)
  }

  /** The client has gone: what it left open is rolled back. */
  async #abandon(): Promise<void> {
    if (this.#endTurn) await this.#session.rollBack()
    this.#release()
  }

  #release(): void {
    this.#endTurn?.()
    this.#endTurn = undefined
  }
}

/** A LISTEN is a short statement; taking another one for it does no harm. */
function isListen(bytes: Uint8Array): boolean {
  return bytes.length < 1_000 && /\blisten\b/i.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'))
}
