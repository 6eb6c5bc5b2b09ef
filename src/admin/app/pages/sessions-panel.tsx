import type { ReactElement } from 'react'
import { call } from '../api/client.js'
import { useLoad } from '../api/load.js'
import { Button } from '../parts/button.js'
import { instantText } from '../parts/format.js'
import { Failure, Loading } from '../parts/states.js'
import { useTexts } from '../texts/use-texts.js'

interface SignedIn {
  readonly id: string
  readonly current?: boolean
  readonly agent?: string | null
  readonly address?: string | null
  readonly createdAt?: string
  readonly seenAt?: string
}

export function SessionsPanel(): ReactElement {
  const { t } = useTexts()
  const list = useLoad('sessions', (signal) => call<{ readonly data: readonly SignedIn[] }>('/sessions', { signal }))
  const end = (id: string) => void call(`/sessions/${id}`, { method: 'DELETE' }).then(list.reload)
  return (
    <section className="section" aria-label={t('sessions.title')}>
      <h2>{t('sessions.title')}</h2>
      {list.error !== undefined && <Failure error={list.error} retry={list.reload} />}
      {list.error === undefined && list.data === undefined && <Loading lines={2} />}
      <ul className="plain-list">
        {list.data?.data.map((session) => (
          <li key={session.id}>
            <span className="grow">
              {shortAgent(session.agent ?? '')} <span className="muted">{session.address}</span>
            </span>
            <time className="muted">{instantText(session.seenAt ?? session.createdAt ?? '')}</time>
            {session.current === true ? (
              <span className="badge success">{t('sessions.here')}</span>
            ) : (
              <Button onClick={() => end(session.id)}>{t('sessions.end')}</Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** `Chrome · Windows` out of what browsers call themselves. */
function shortAgent(agent: string): string {
  const browser = /(Edg|Firefox|Chrome|Safari)/.exec(agent)?.[1]?.replace('Edg', 'Edge') ?? agent.slice(0, 40)
  const system = /(Windows|Android|iPhone|Mac OS X|Linux)/.exec(agent)?.[1]
  return system === undefined ? browser : `${browser} · ${system}`
}
