/** Hints between processes: they warm caches and wake workers. Losing one changes nothing but a delay. */
export interface Signals {
  publish(topic: SignalTopic, message: string): void
  /** @returns a function that stops listening */
  subscribe(topic: SignalTopic, listener: (message: string) => void): () => void
}

export type SignalTopic = 'outbox' | 'model' | 'notification' | 'run' | 'alert'

/** Signals inside one process; a Redis-backed one lives in `queue/`. */
export function localSignals(): Signals {
  const listeners = new Map<SignalTopic, Set<(message: string) => void>>()
  return {
    publish: (topic, message) => {
      for (const listener of listeners.get(topic) ?? []) queueMicrotask(() => listener(message))
    },
    subscribe: (topic, listener) => {
      const all = listeners.get(topic) ?? new Set()
      listeners.set(topic, all.add(listener))
      return () => all.delete(listener)
    },
  }
}
