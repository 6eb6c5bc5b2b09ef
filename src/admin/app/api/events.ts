import { useEffect, useRef } from 'react'
import { base, hearModel } from './client.js'

export type EventTopic = 'notification' | 'run' | 'alert' | 'model'

const listeners = new Map<EventTopic, Set<(data: unknown) => void>>()
let source: EventSource | undefined

/** Opens the one stream of this tab; the browser reconnects by itself. */
function open(): void {
  if (source !== undefined) return
  source = new EventSource(`${base}/events`)
  for (const topic of ['notification', 'run', 'alert', 'model'] as const) source.addEventListener(topic, (event) => hear(topic, event.data))
}

function hear(topic: EventTopic, text: string): void {
  const data = parse(text)
  if (topic === 'model') noticeModel(data)
  for (const listener of listeners.get(topic) ?? []) listener(data)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}

function noticeModel(data: unknown): void {
  hearModel(Number(typeof data === 'object' && data !== null && 'version' in data ? data.version : data))
}

/** Calls `listener` for every message of the topic while the component is shown. */
export function useEvents(topic: EventTopic, listener: (data: unknown) => void): void {
  const current = useRef(listener)
  current.current = listener
  useEffect(() => {
    open()
    const mine = (data: unknown) => current.current(data)
    const all = listeners.get(topic) ?? new Set()
    listeners.set(topic, all.add(mine))
    return () => void all.delete(mine)
  }, [topic])
}

const calmMs = 500

/** Calls `listener` once for however many messages of the topic come together, half a second after the first. */
export function useEventsTogether(topic: EventTopic, listener: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEvents(topic, () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      listener()
    }, calmMs)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
}
