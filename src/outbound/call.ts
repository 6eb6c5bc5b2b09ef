/** One request to another host. */
export interface OutboundCall {
  readonly url: string
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  /** Secrets and the one origin they were given for; a call to any other origin is refused. */
  readonly credentials?: { readonly origin: string; readonly headers: Readonly<Record<string, string>> }
  readonly body?: string | Uint8Array
  /** For everything together: name, connection, headers, body. */
  readonly timeoutMs?: number
  /** Of the answer's body. */
  readonly limitBytes?: number
  /** Hosts that the operator lets this call reach although their addresses are private: `erp.example`, `10.0.0.8:8443`. */
  readonly allowHosts?: readonly string[]
}

/** The answer as it came, whatever its status; redirects are answers, nobody follows them. */
export interface OutboundAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** What the other side asks for in `Retry-After`, with a 429 or 503 above all. */
  readonly retryAfterSeconds?: number
}

export const defaultTimeoutMs = 10_000
export const defaultLimitBytes = 5 * 1024 * 1024
