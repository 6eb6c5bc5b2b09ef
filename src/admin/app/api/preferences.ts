import { useCallback } from 'react'
import { storeOf, useStore } from '../parts/store.js'
import { call } from './client.js'

type Preferences = Readonly<Record<string, unknown>>

const preferences = storeOf<Preferences>({})
let unsaved: Preferences = {}
let timer: ReturnType<typeof setTimeout> | undefined

export async function readPreferences(): Promise<void> {
  preferences.set(await call<Preferences>('/preferences'))
}

/** A setting of this user, kept on the server; written half a second after the last change. */
export function usePreference<T>(name: string, initial: T): readonly [T, (value: T) => void] {
  const all = useStore(preferences)
  const value = (all[name] as T | undefined) ?? initial
  const change = useCallback((next: T) => keep(name, next), [name])
  return [value, change]
}

function keep(name: string, value: unknown): void {
  preferences.set({ ...preferences.get(), [name]: value })
  unsaved = { ...unsaved, [name]: value }
  clearTimeout(timer)
  timer = setTimeout(() => void flush(), 500)
}

/** A lost setting is no reason to disturb anybody: it is sent again with the next one. */
async function flush(): Promise<void> {
  const sending = unsaved
  unsaved = {}
  await call('/preferences', { method: 'PATCH', body: sending }).catch(() => {
    unsaved = { ...sending, ...unsaved }
  })
}
