import type { Request } from 'express'
import type { SystemRight } from '../define/role.js'
import type { Act } from '../http/act.js'
import type { Context } from '../records/door.js'
import type { Download } from './ports.js'
import type { Query } from './query.js'

/** One line of the public surface: where, who may come in, and the one door it opens. */
export interface Route {
  readonly method: 'get' | 'post' | 'patch' | 'delete'
  /** Below `/api/v1`, in Express' notation. */
  readonly path: string
  /** For the documentation. */
  readonly summary: string
  /** `anybody`: no session needed; `actor`: whoever is signed in, rows and fields decided behind the door; else a right over the platform. */
  readonly access: 'anybody' | 'actor' | SystemRight
  /** Names of the query parameters it takes; any other is refused. */
  readonly query: readonly string[]
  /** POST only: whether Idempotency-Key is honoured. */
  readonly once: boolean
  /** `json` is parsed and checked before the route sees it; `file` is left to the route. */
  readonly body: 'none' | 'json' | 'file'
  /** Whether it may be asked with somebody else's eyes: what shows records and what there is, and nothing personal. */
  readonly viewAs: boolean
  readonly answer: (call: Call) => Promise<Answer>
}

/** A request that may come in. */
export interface Call {
  readonly request: Request
  /** Of a signed-in caller; routes for anybody do not read it. */
  readonly act: Act
  readonly query: Query
  readonly body: unknown
  /** A part of the path; percent-decoded. */
  param(name: string): string
  /** A part of the path that must be an id: anything else is not there. */
  id(name?: string): string
  /** Carries the work out once for each Idempotency-Key, and answers repeats with the very same bytes. */
  once<Result extends { readonly id: string }>(work: OnceWork<Result>): Promise<Answer>
}

export interface OnceWork<Result> {
  readonly status: number
  readonly act: (context: Context) => Promise<Result>
  /** What makes the request the same as another; its JSON body when not said. */
  readonly body?: unknown
  /** What of the result is answered; all of it when not said. */
  readonly show?: (result: Result) => unknown
  /** The answer carries its version as ETag. */
  readonly versioned?: boolean
}

export type Answer = JsonAnswer | FileAnswer | StreamAnswer

export interface JsonAnswer {
  readonly kind: 'json'
  readonly status: number
  /** JSON as text; null for no body. */
  readonly text: string | null
  readonly headers: Readonly<Record<string, string>>
  /** A new session secret, or null to take the cookie away. */
  readonly cookie?: string | null
}

export interface FileAnswer {
  readonly kind: 'file'
  readonly download: Download
  readonly disposition: 'attachment' | 'inline'
  /** Content-Security-Policy of a document that shows something, also in a frame of ours; nothing at all is allowed when not said. */
  readonly policy?: string
}

/** Server-sent events: writes until the caller goes; returns what stops it. */
export interface StreamAnswer {
  readonly kind: 'stream'
  readonly start: (send: Send) => Promise<() => void> | (() => void)
}

export interface Send {
  event(name: string, data: unknown): void
  /** A comment line that keeps proxies from closing. */
  beat(): void
  /** Ends the stream from our side. */
  end(): void
}

export function jsonAnswer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): JsonAnswer {
  return { kind: 'json', status, text: JSON.stringify(body), headers }
}

export function emptyAnswer(status: number): JsonAnswer {
  return { kind: 'json', status, text: null, headers: {} }
}

/** `ETag: "3"` for a record of version 3; none when the reader may not see it. */
export function etagOf(record: unknown): Readonly<Record<string, string>> {
  const version = typeof record === 'object' && record !== null && 'version' in record ? record.version : undefined
  return typeof version === 'number' || typeof version === 'string' ? { ETag: `"${version}"` } : {}
}
