import type { RequestHandler } from 'express'

/** Going down without cutting anybody off: answers say `Connection: close`, long streams are ended, then the doors shut. */
export interface Drain {
  isDraining(): boolean
  begin(): void
  /** @returns a function that forgets the stream again */
  onBegin(end: () => void): () => void
}

export function drain(): Drain {
  const ends = new Set<() => void>()
  let draining = false
  return {
    isDraining: () => draining,
    begin: () => {
      draining = true
      for (const end of ends) end()
    },
    onBegin: (end) => {
      ends.add(end)
      return () => ends.delete(end)
    },
  }
}

/** Tells keep-alive clients to come back on a new connection, which a balancer sends elsewhere. */
export function closeWhenDraining(state: Drain): RequestHandler {
  return (_request, response, next) => {
    if (state.isDraining()) response.setHeader('Connection', 'close')
    next()
  }
}
