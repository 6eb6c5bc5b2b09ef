import type { Text } from '../../../kernel/texts.js'
import { call, queryOf } from '../api/client.js'
import { useEventsTogether } from '../api/events.js'
import { type More, type Page, useMore } from '../api/more.js'
import { serverLocale } from '../api/session.js'
import { useStore } from '../parts/store.js'

export interface Alert {
  readonly id: string
  readonly name: string
  readonly severity: 'info' | 'warning' | 'critical'
  readonly message: string | Text
  readonly resource: string
  readonly recordId: string
  readonly raisedAt: string
  readonly closedAt: string | null
}

type Sent = Readonly<Record<string, unknown>>

/** Read again whenever some alert is raised or closed. */
export function useAlerts(state: 'open' | 'closed' | 'all', size: number): More<Alert> {
  const told = useStore(serverLocale)
  const alerts = useMore<Alert, string>(`alerts?${state}&${size} ${told}`, async (after, signal) => {
    const { data, next } = await call<Page<Sent, string>>(`/alerts${queryOf({ state, size, after: after ?? undefined })}`, { signal })
    return { data: data.map(alertFrom), next }
  })
  useEventsTogether('alert', alerts.reload)
  return alerts
}

function alertFrom(sent: Sent): Alert {
  const subject = (sent.subject ?? sent.record ?? {}) as Sent
  return {
    id: String(sent.id),
    name: String(sent.alert ?? sent.name ?? ''),
    severity: (sent.severity as Alert['severity'] | undefined) ?? 'info',
    message: (sent.message as string | Text | undefined) ?? '',
    resource: String(sent.resource ?? subject.resource ?? ''),
    recordId: String(sent.recordId ?? subject.id ?? ''),
    raisedAt: String(sent.raisedAt ?? sent.openedAt ?? sent.createdAt ?? ''),
    closedAt: sent.closedAt == null ? null : String(sent.closedAt),
  }
}
