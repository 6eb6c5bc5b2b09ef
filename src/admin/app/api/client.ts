/** The one way from a screen to the server: `/api/v1`, with the session's CSRF token, conflicts and problems as errors. */
import { storeOf } from '../parts/store.js'

export interface FieldProblem {
  readonly at: string
  readonly code: string
  readonly message: string
}

/** What the server (or the missing network) said no with. `code` is `network` when nothing answered. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors: readonly FieldProblem[],
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(message)
  }
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  readonly ifMatch?: number
  /** The same for a repeated click: the server answers with what it already did. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

export const base = '/api/v1'

/** The token of the session; read from `GET /session`. */
export const csrfToken = storeOf('')
/** The version of the model the server answers with, 0 until it has. */
export const servedModelVersion = storeOf(0)
/** Set once the session is over: a banner asks to sign in again, nothing typed is lost. */
export const signedOut = storeOf(false)

/** @throws ApiError */
export async function call<T>(path: string, options: Call = {}): Promise<T> {
  const response = await send(path, options)
  if (response.status === 403 && (await codeOf(response.clone())) === 'csrf') {
    await renewToken()
    return bodyOf<T>(await send(path, options))
  }
  return bodyOf<T>(response)
}

async function send(path: string, { method = 'GET', body, ifMatch, idempotencyKey, signal }: Call): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json' })
  if (method !== 'GET') headers.set('X-CSRF-Token', csrfToken.get())
  if (body !== undefined && !(body instanceof FormData)) headers.set('Content-Type', 'application/json')
  if (ifMatch !== undefined) headers.set('If-Match', String(ifMatch))
  if (idempotencyKey !== undefined) headers.set('Idempotency-Key', idempotencyKey)
  const payload = body === undefined || body instanceof FormData ? (body ?? null) : JSON.stringify(body)
  const request: RequestInit = { method, headers, body: payload, credentials: 'same-origin', ...(signal === undefined ? {} : { signal }) }
  const response = await fetch(`${base}${path}`, request).catch(failedToReach)
  noticeModel(response)
  return response
}

function failedToReach(error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error
  throw new ApiError(0, 'network', '', [], {})
}

function noticeModel(response: Response): void {
  hearModel(Number(response.headers.get('X-Model-Version')))
}

/** Versions only grow; answers may overtake each other. */
export function hearModel(version: number): void {
  if (version > servedModelVersion.get()) servedModelVersion.set(version)
}

async function bodyOf<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T
  const body = await response.json().catch(() => ({}))
  if (response.ok) return body as T
  if (response.status === 401) signedOut.set(true)
  throw problemOf(response.status, body)
}

function problemOf(status: number, body: Record<string, unknown>): ApiError {
  const errors = Array.isArray(body.errors) ? (body.errors as FieldProblem[]) : []
  const message = String(body.detail ?? body.title ?? '')
  return new ApiError(status, String(body.code ?? `http-${status}`), message, errors, body)
}

async function codeOf(response: Response): Promise<string> {
  const body = await response.json().catch(() => ({}))
  return String(body.code ?? '')
}

async function renewToken(): Promise<void> {
  const response = await send('/session', {})
  const body = await response.json().catch(() => ({}))
  csrfToken.set(String(body.csrfToken ?? ''))
}

/** `?a=1&b=…` of what is given; empty values are left out. */
export function queryOf(parameters: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
