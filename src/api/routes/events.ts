import type { Act } from '../../http/act.js'
import { DanjuError, NotFoundError } from '../../kernel/errors.js'
import type { ApiDeps } from '../api-deps.js'
import { get } from '../make-route.js'
import type { Route, Send } from '../route.js'

const usualBeatMs = 15_000

/**
 * Server-sent events: hints that something of the reader's moved on. Losing one costs a delay; the beat looks again. That some alert was raised or closed
 * is told to everybody and says nothing more: whom it concerns, the list of alerts knows.
 */
export function eventRoutes(deps: ApiDeps): readonly Route[] {
  return [
    get('/events', { summary: 'Server-sent events: notification, run, alert, model' }, async ({ act }) => ({
      kind: 'stream',
      start: (send) => listen(deps, { act, send }),
    })),
  ]
}

interface Listener {
  readonly act: Act
  readonly send: Send
}

function listen(deps: ApiDeps, listener: Listener): () => void {
  const { act, send } = listener
  const tell = (work: Promise<void>) => void work.catch((error: unknown) => (error instanceof DanjuError ? undefined : send.end()))
  const stops = [
    deps.signals.subscribe('model', (version) => send.event('model', { version: Number(version) })),
    deps.signals.subscribe('notification', (user) => user === act.actor.id && tell(tellUnread(deps, listener))),
    deps.signals.subscribe('alert', () => send.event('alert', {})),
    deps.signals.subscribe('run', (id) => tell(tellRun(deps, listener, id))),
  ]
  const timer = setInterval(() => tell(beat(listener)), deps.beatMs ?? usualBeatMs)
  send.event('model', { version: act.model.version })
  tell(tellUnread(deps, listener))
  return () => {
    clearInterval(timer)
    for (const stop of stops) stop()
  }
}

async function tellUnread({ ports }: ApiDeps, { act, send }: Listener): Promise<void> {
  send.event('notification', { unread: await ports.notifications.unread(act.context) })
}

/** Runs of others are not there, and nothing is said of them. */
async function tellRun({ ports }: ApiDeps, { act, send }: Listener, id: string): Promise<void> {
  const run = await ports.runs.get(act.context, id).catch((error: unknown) => {
    if (error instanceof NotFoundError) return undefined
    throw error
  })
  if (run !== undefined) send.event('run', run)
}

/** Who was signed out or lost their rights hears nothing more; the browser asks anew and is told why. */
async function beat({ act, send }: Listener): Promise<void> {
  const recognised = await act.recheck()
  if (recognised === undefined || recognised.rightsVersion !== act.rightsVersion) return send.end()
  if (recognised.modelVersion !== act.model.version) send.event('model', { version: recognised.modelVersion })
  send.beat()
}
