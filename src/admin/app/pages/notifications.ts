import { call, queryOf } from '../api/client.js'
import { useLoad } from '../api/load.js'
import { type More, type Page, useMore } from '../api/more.js'
import { newKey } from '../api/new-key.js'
import { serverLocale } from '../api/session.js'
import { storeOf, useStore } from '../parts/store.js'

export interface Notification {
  readonly id: string
  readonly text: string
  readonly body: string
  readonly severity: string
  readonly resource: string | null
  readonly recordId: string | null
  readonly at: string
  readonly read: boolean
}

type Sent = Readonly<Record<string, unknown>>

/** What the server says is unread; nobody else counts. */
export const unreadCount = storeOf(0)

interface Listing {
  readonly data: readonly Sent[]
  readonly next: string | null
  readonly unread: number
}

/** Where a page begins: among the unread, or behind them all. */
interface Place {
  readonly unread: boolean
  readonly after: string | null
}

/** Unread ones first, however old they are, then what was read; newest first in either. */
export function useNotifications(size: number, unreadOnly = false): More<Notification> {
  const told = useStore(serverLocale)
  return useMore<Notification, Place>(`notifications ${size} ${unreadOnly} ${told}`, async (place, signal) => {
    const page = await readFrom(place ?? { unread: true, after: null }, { size, signal })
    const isShort = place === null && page.next?.unread === false
    if (page.next?.unread === false && unreadOnly) return { ...page, next: null }
    if (!isShort || page.data.length >= size) return page
    const rest = await readFrom({ unread: false, after: null }, { size: size - page.data.length, signal })
    return { ...rest, data: [...page.data, ...rest.data] }
  })
}

async function readFrom(
  { unread, after }: Place,
  { size, signal }: { readonly size: number; readonly signal: AbortSignal },
): Promise<Page<Notification, Place>> {
  const query = queryOf({ unread: String(unread), after: after ?? undefined, size })
  const { data, next, unread: count } = await call<Listing>(`/notifications${query}`, { signal })
  unreadCount.set(count)
  const behind = unread ? { unread: false, after: null } : null
  return { data: data.map(notificationFrom), next: next === null ? behind : { unread, after: next } }
}

/** Asks how many are unread. */
export function useUnread(turn: number): void {
  useLoad(`unread ${turn}`, async (signal) => unreadCount.set((await call<Listing>('/notifications?size=1', { signal })).unread))
}

const isRead = (sent: Sent): boolean => (sent.readAt ?? null) !== null

function notificationFrom(sent: Sent): Notification {
  return {
    id: String(sent.id),
    text: String(sent.title ?? ''),
    body: String(sent.body ?? ''),
    severity: String(sent.severity ?? 'info'),
    resource: textOrNull(sent.linkResource),
    recordId: textOrNull(sent.linkId),
    at: String(sent.createdAt ?? ''),
    read: isRead(sent),
  }
}

const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))

export async function markRead(which: readonly string[] | 'all'): Promise<void> {
  const body = which === 'all' ? { all: true } : { ids: which }
  const { unread } = await call<{ readonly unread: number }>('/notifications/read', {
    method: 'POST',
    body,
    idempotencyKey: newKey(),
  })
  unreadCount.set(unread)
}
