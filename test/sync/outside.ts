import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** What the outside system does with the next call; the last one goes on. */
export type Behaviour = 'take' | 'fail' | 'busy' | 'refuse' | 'hang' | 'reset' | 'drip' | 'takeAndReset'

export interface Outside {
  readonly url: string
  readonly host: string
  /** Bodies by idempotency key: what it believes in, once a key. */
  readonly taken: Map<string, unknown>
  /** Every call that came, with its key. */
  readonly calls: { readonly key: string; readonly at: number; readonly headers: IncomingMessage['headers']; readonly body: string }[]
  next(...behaviours: Behaviour[]): void
  close(): Promise<void>
}

/** A badly behaved system on this machine that deduplicates by key, as a good one does. */
export async function openOutside(): Promise<Outside> {
  const planned: Behaviour[] = ['take']
  const outside = { taken: new Map<string, unknown>(), calls: [] as Outside['calls'] }
  const server: Server = createServer(
    (request, response) => void answer(request, response, outside, planned.length > 1 ? planned.shift() : planned[0]),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    ...outside,
    url: `http://127.0.0.1:${port}/orders`,
    host: `127.0.0.1:${port}`,
    next: (...behaviours) => void planned.splice(0, planned.length, ...behaviours),
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  outside: Pick<Outside, 'taken' | 'calls'>,
  behaviour: Behaviour = 'take',
): Promise<void> {
  const body = await read(request)
  const key = String(request.headers['idempotency-key'])
  outside.calls.push({ key, at: Date.now(), headers: request.headers, body })
  if (behaviour === 'take' || behaviour === 'takeAndReset') outside.taken.set(key, JSON.parse(body))
  if (behaviour === 'reset' || behaviour === 'takeAndReset') return void request.socket.resetAndDestroy()
  if (behaviour === 'hang') return
  if (behaviour === 'drip') return drip(response)
  const [status, headers] = answers[behaviour]
  response.writeHead(status, headers).end(JSON.stringify({ status }))
}

const answers = {
  take: [200, {}],
  fail: [500, {}],
  busy: [429, { 'retry-after': '2' }],
  refuse: [422, {}],
} as const

/** One byte at a time, for ever: a time limit that starts anew with each byte never ends. */
function drip(response: ServerResponse): void {
  response.writeHead(200)
  const timer = setInterval(() => response.write('.'), 200)
  response.on('close', () => clearInterval(timer))
}

async function read(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
