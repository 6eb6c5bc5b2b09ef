/** A client that keeps its cookie and its forgery token, as our own pages do. Without `Origin` it is a script. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever was answered
  readonly json: any
}

export interface Asking {
  readonly body?: unknown
  /** Sent as it is, in place of `body`. */
  readonly raw?: string | FormData
  readonly headers?: Readonly<Record<string, string>>
}

export class Browser {
  cookie = ''
  csrfToken = ''
  origin: string | undefined

  constructor(readonly url: string) {
    this.origin = url
  }

  async signIn(login: string, password: string, otp?: string): Promise<Reply> {
    const reply = await this.post('/session', { body: { login, password, ...(otp === undefined ? {} : { otp }) } })
    if (reply.status === 200) this.csrfToken = reply.json.csrfToken
    return reply
  }

  get = (path: string, asking: Asking = {}): Promise<Reply> => this.ask('GET', path, asking)
  post = (path: string, asking: Asking = {}): Promise<Reply> => this.ask('POST', path, asking)
  patch = (path: string, asking: Asking = {}): Promise<Reply> => this.ask('PATCH', path, asking)
  remove = (path: string, asking: Asking = {}): Promise<Reply> => this.ask('DELETE', path, asking)

  /** Below /api/v1 unless the path begins with two slashes. */
  async ask(method: string, path: string, { body, raw, headers = {} }: Asking): Promise<Reply> {
    const url = path.startsWith('//') ? `${this.url}${path.slice(1)}` : `${this.url}/api/v1${path}`
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const reply = await fetch(url, {
      method,
      headers: { ...this.usual(method, payload), ...headers },
      redirect: 'manual',
      ...(payload === undefined ? {} : { body: payload }),
    })
    this.keepCookie(reply.headers.getSetCookie())
    const text = await reply.text()
    return {
      status: reply.status,
      headers: reply.headers,
      text,
      json: text !== '' && reply.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : undefined,
    }
  }

  private usual(method: string, payload: unknown): Record<string, string> {
    const isUnsafe = method !== 'GET' && method !== 'HEAD'
    return {
      ...(this.cookie === '' ? {} : { cookie: this.cookie }),
      ...(isUnsafe && this.origin !== undefined ? { origin: this.origin } : {}),
      ...(isUnsafe && this.csrfToken !== '' ? { 'x-csrf-token': this.csrfToken } : {}),
      ...(typeof payload === 'string' ? { 'content-type': 'application/json' } : {}),
      'accept-language': 'en',
    }
  }

  private keepCookie(given: readonly string[]): void {
    for (const line of given) {
      const [pair = ''] = line.split(';')
      this.cookie = pair.endsWith('=') ? '' : pair
    }
  }
}
