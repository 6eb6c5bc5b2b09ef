import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that misbehaves in every way its path names, and remembers who called. */
export interface HostileServer {
  readonly port: number
  readonly seen: readonly unknown[]
  close(): Promise<void>
}

const behaviours: Readonly<Record<string, RequestListener>> = {
  '/ok': (_, response) => response.end('ok'),
  '/echo': (request, response) => void request.pipe(response),
  '/headers': (request, response) => response.end(JSON.stringify(request.headers)),
  '/hang': () => undefined,
  '/drip': (_, response) => drip(response),
  '/headers-then-hang': (_, response) => void response.writeHead(200).write('a'),
  '/reset': (request) => void request.socket.resetAndDestroy(),
  '/cut': (_, response) => void response.writeHead(200, { 'content-length': '100' }).write('a', () => response.destroy()),
  '/500': (_, response) => void response.writeHead(500).end('sorry'),
  '/400': (_, response) => void response.writeHead(400).end('no'),
  '/429': (_, response) => void response.writeHead(429, { 'retry-after': '17' }).end(),
  '/503': (_, response) => void response.writeHead(503, { 'retry-after': 'Sun, 22 Nov 2026 08:00:30 GMT' }).end(),
  '/large': (_, response) => void response.end(Buffer.alloc(10 * 1024 * 1024, 'x')),
  '/endless': (_, response) => pour(response),
  '/to-metadata': (_, response) => void response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  '/to-ok': (_, response) => void response.writeHead(307, { location: '/ok' }).end(),
  '/many-headers': (_, response) => void response.writeHead(200, { 'x-long': 'x'.repeat(40_000) }).end(),
}

export async function hostileServer(): Promise<HostileServer> {
  const seen: unknown[] = []
  const server: Server = createServer((request, response) => {
    seen.push(request)
    const behave = behaviours[request.url ?? ''] ?? behaviours['/400']
    behave?.(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A byte every 20 ms, for ever: each one resets an idle timeout, none a deadline. */
function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write('.'), 20)
  response.on('close', () => clearInterval(timer))
}

function pour(response: ServerResponse): void {
  const chunk = Buffer.alloc(65_536, 'x')
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  }
  response.on('drain', more)
  more()
}
