import { call } from '../api/client.js'
import { type Loaded, useLoad } from '../api/load.js'
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

export function useNotifications(name: string, query: string): Loaded<readonly Notification[]> {
  const told = useStore(serverLocale)
  return useLoad(`${name}?${query} ${told}`, async (signal) => {
    const { data, unread } = await call<{ readonly data: readonly Sent[]; readonly unread?: number }>(`/notifications?${query}`, { signal })
    unreadCount.set(unread ?? data.filter((each) => !isRead(each)).length)
    return data.map(notificationFrom)
  })
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
