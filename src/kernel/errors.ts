/**
 * Run-time errors: each takes facts and carries its own sentence in both languages.
 * `code` is for programs, `text` for people, `details` for logs only. Status codes are given in `api/status.ts`, nowhere else.
 */
import type { Text } from './texts.js'

/** What is wrong at one place of the input, e.g. `at: 'lines.0.quantity'`. */
export interface FieldError {
  readonly at: string
  readonly code: string
  readonly message: Text
}

export interface ErrorFacts {
  readonly errors?: readonly FieldError[]
  /** Anything the answer should carry beside the sentence, e.g. the conflicts of a save. Readable by the caller. */
  readonly extra?: Readonly<Record<string, unknown>>
  /** For the log; never sent to a browser. */
  readonly details?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

export abstract class DanjuError extends Error {
  readonly errors: readonly FieldError[]
  readonly extra: Readonly<Record<string, unknown>>
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    readonly code: string,
    readonly text: Text,
    facts: ErrorFacts = {},
  ) {
    super(`${code}: ${text.en}`, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.name = new.target.name
    this.errors = facts.errors ?? []
    this.extra = facts.extra ?? {}
    this.details = facts.details ?? {}
  }
}

/** There is no such thing, or the actor may not know that there is: both answer alike. */
export class NotFoundError extends DanjuError {
  constructor(facts: ErrorFacts = {}) {
    super('not-found', { zh: '找不到所请求的内容。', en: 'Not found.' }, facts)
  }
}

/** The actor may read the thing but not do this to it. */
export class ForbiddenError extends DanjuError {}

/** Nobody is signed in, or no longer. */
export class UnauthenticatedError extends DanjuError {}

/** The request itself is wrong: malformed, or it names a field that is unknown, unreadable or unwritable. */
export class MalformedError extends DanjuError {}

/** The request is well formed, its values are not acceptable. */
export class InvalidError extends DanjuError {}

/** Somebody else was faster, or something still refers to it. */
export class ConflictError extends DanjuError {}

/** A transition is not open now; the sentence says why. */
export class BlockedError extends DanjuError {}

/** The caller must say which version it saw. */
export class PreconditionError extends DanjuError {}

/** More than we take. */
export class TooLargeError extends DanjuError {}

/** Too often; try again after `retryAfterSeconds`. */
export class TooManyError extends DanjuError {
  constructor(
    code: string,
    text: Text,
    readonly retryAfterSeconds: number,
    facts: ErrorFacts = {},
  ) {
    super(code, text, facts)
  }
}

/** The database or another part of the house does not answer just now; nothing was lost, the caller may try again. */
export class UnavailableError extends DanjuError {
  constructor(code: string, facts: ErrorFacts = {}) {
    super(code, { zh: '服务暂时不可用，请稍后重试。', en: 'The service is temporarily unavailable; please try again.' }, facts)
  }
}
