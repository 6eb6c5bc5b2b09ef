import type { Request, Response } from 'express'
import type { Drain } from '../http/drain.js'
import type { Send, StreamAnswer } from './route.js'
import { ok } from './status.js'

interface Streaming {
  readonly request: Request
  readonly response: Response
  readonly drain: Drain
}

/** Server-sent events until the caller leaves, the session ends or the process goes down; the browser comes back by itself. */
export async function sendStream({ request, response, drain }: Streaming, answer: StreamAnswer): Promise<void> {
  response.status(ok).setHeader('Content-Type', 'text/event-stream')
  response.setHeader('X-Accel-Buffering', 'no')
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  response.flushHeaders()
  response.write('retry: 3000\n\n')
  const forget = drain.onBegin(() => response.end())
  const closed = new Promise<void>((resolve) => response.once('close', resolve))
  const stop = await answer.start(senderOf(response))
  await closed
  forget()
  stop()
}

function senderOf(response: Response): Send {
  const write = (text: string) => {
    if (!response.writableEnded && !response.destroyed) response.write(text)
  }
  return {
    event: (name, data) => write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
    beat: () => write(': beat\n\n'),
    end: () => response.end(),
  }
}
