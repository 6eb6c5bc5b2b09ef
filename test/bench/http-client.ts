import { Agent, type IncomingHttpHeaders, request } from 'node:http'

export interface Asking {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Connections that are kept, as browsers keep them; nothing is compressed, on nobody's behalf. */
export class HttpClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 })

  constructor(readonly url: string) {}

  /** @throws Error for a status of 400 and above */
  async ask(method: string, path: string, asking: Asking = {}): Promise<Reply> {
    const reply = await this.send(method, path, asking)
    if (reply.status >= 400) throw new Error(`${method} ${path} answered ${reply.status}: ${reply.text.slice(0, 300)}`)
    return reply
  }

  close(): void {
    this.agent.destroy()
  }

  private send(method: string, path: string, { body, headers = {} }: Asking): Promise<Reply> {
    const payload = body === undefined ? undefined : JSON.stringify(body)
    const length = payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }
    return new Promise((resolve, reject) => {
      const sent = request(`${this.url}${path}`, { method, agent: this.agent, headers: { ...headers, ...length } }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }),
        )
      })
      sent.on('error', reject)
      sent.end(payload)
    })
  }
}
