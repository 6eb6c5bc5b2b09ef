import { instantOf } from '../kernel/clock.js'
import type { Guard } from '../records/door.js'
import { enqueue } from '../store/work/enqueue.js'
import { assertFirstTime } from '../store/work/inbox.js'
import type { NotifyDeps } from './deps.js'

/** The same for every try. */
export interface Once {
  readonly consumer: string
  readonly event: string
}

/** In the transaction that makes the notification: that it was made, and the errand to deliver it. */
export function onceFor({ clock, ids, signals }: Pick<NotifyDeps, 'clock' | 'ids' | 'signals'>, once: Once, user: string): Guard {
  const at = instantOf(clock)
  return {
    begin: (tx) => assertFirstTime(tx, { consumer: once.consumer, eventId: `${once.event}:${user}`, at }),
    end: async (tx, { id }) => {
      await enqueue(tx, { ids, signals, at }, [{ job: 'deliver-notification', payload: { notification: id } }])
      tx.afterCommit(() => signals.publish('notification', user))
    },
  }
}
