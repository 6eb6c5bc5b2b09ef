import { useState } from 'react'
import { type Loaded, useLoad } from './load.js'

/** One page of a list, and where the next one begins. */
export interface Page<T, Place> {
  readonly data: readonly T[]
  readonly next: Place | null
}

export interface More<T> extends Loaded<readonly T[]> {
  /** There is more on the server than is shown. */
  readonly cut: boolean
  /** Shows one page more. */
  readonly more: () => void
}

/** A list that grows by pages. Read again, it is as long as it was. */
export function useMore<T, Place>(key: string, read: (place: Place | null, signal: AbortSignal) => Promise<Page<T, Place>>): More<T> {
  const [asked, setAsked] = useState({ key, pages: 1 })
  const pages = asked.key === key ? asked.pages : 1
  const { data, ...loaded } = useLoad(`${key} ${pages}`, (signal) => readPages(pages, (place: Place | null) => read(place, signal)))
  return { ...loaded, data: data?.data, cut: (data?.next ?? null) !== null, more: () => setAsked({ key, pages: pages + 1 }) }
}

async function readPages<T, Place>(pages: number, read: (place: Place | null) => Promise<Page<T, Place>>): Promise<Page<T, Place>> {
  const first = await read(null)
  let whole = first
  for (let page = 1; page < pages && whole.next !== null; page += 1) {
    const next = await read(whole.next)
    whole = { data: [...whole.data, ...next.data], next: next.next }
  }
  return whole
}
