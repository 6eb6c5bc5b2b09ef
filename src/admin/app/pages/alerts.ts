import type { Text } from '../../../kernel/texts.js'
import { call } from '../api/client.js'
import { type Loaded, useLoad } from '../api/load.js'
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

export function useAlerts(state: 'open' | 'closed' | 'all', size = 100): Loaded<readonly Alert[]> {
  const told = useStore(serverLocale)
  return useLoad(`alerts?${state}&${size} ${told}`, async (signal) => {
    const { data } = await call<{ readonly data: readonly Sent[] }>(`/alerts?state=${state}&size=${size}`, { signal })
    return data.map(alertFrom)
  })
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
