import type { Connector } from '../define/connector.js'
import type { Outcome } from '../define/job.js'
import { DanjuError, InvalidError, NotFoundError, TooLargeError, TooManyError, UnavailableError } from '../kernel/errors.js'
import type { OutboundAnswer } from '../outbound/call.js'
import { signatureHeader, signBody } from '../outbound/signature.js'
import type { Context } from '../records/door.js'
import type { SyncDeps, SyncErrand } from './deps.js'
import { payloadOf } from './payload.js'

const timeoutMs = 10_000

/** What the outside system says about itself is cut to this, in characters. */
const longestNote = 500

/**
 * One try to send a record. Sent under the same key on every try, so that the other side takes it once; what may pass by itself is thrown and tried again,
 * what will not (it is refused, it is gone) is parked.
 * @throws TooManyError, UnavailableError
 */
export async function send(deps: SyncDeps, context: Context, errand: SyncErrand, facts: { readonly isLast: boolean }): Promise<Outcome> {
  const { model } = context
  const connector = Object.hasOwn(model.connectors, errand.connector) ? model.connectors[errand.connector] : undefined
  if (connector === undefined) return { parked: true, because: `there is no connector ${errand.connector}` }
  if (deps.target === null) return { done: true, note: 'off' }
  const show = (state: string, note: string | null): Promise<void> => showState(deps, context, { connector, errand, state, note })
  try {
    const outcome = await attempt(deps, context, connector, errand)
    await ('done' in outcome ? show('sent', outcome.note ?? null) : show('failed', outcome.because))
    return outcome
  } catch (error) {
    await show(facts.isLast ? 'failed' : 'queued', shortly(error))
    throw error
  }
}

async function attempt(deps: SyncDeps, context: Context, connector: Connector, errand: SyncErrand): Promise<Outcome> {
  try {
    const payload = await payloadOf(
      deps.records,
      asConnector(context, connector),
      { resource: connector.resource, id: errand.id },
      connector.mapping,
    )
    return outcomeOf(await post(deps, errand, JSON.stringify(payload)))
  } catch (error) {
    if (error instanceof NotFoundError) return { parked: true, because: 'the record is gone' }
    if (error instanceof InvalidError || error instanceof TooLargeError) return { parked: true, because: error.message }
    throw error
  }
}

function asConnector(context: Context, { actsAs }: Connector): Context {
  return { ...context, actor: { ...context.actor, roles: [actsAs], system: [] } }
}

async function post({ outbound, target, clock }: SyncDeps, { key }: SyncErrand, body: string): Promise<OutboundAnswer> {
  const { url, secret, allowHosts } = target ?? { url: '', secret: '', allowHosts: [] }
  const signed = { [signatureHeader]: signBody(secret, Math.floor(clock.now() / 1000), body) }
  const headers = { 'content-type': 'application/json', 'idempotency-key': key, ...signed }
  return outbound.callOut({ url, method: 'POST', headers, body, timeoutMs, limitBytes: 1_000_000, allowHosts })
}

/** Statuses that say "not now". */
const passing = new Set([408, 409, 423, 425, 429])

function outcomeOf({ status, body, retryAfterSeconds }: OutboundAnswer): Outcome {
  if (status >= 200 && status < 300) return { done: true, note: `HTTP ${status}` }
  if (status < 500 && !passing.has(status))
    return { parked: true, because: `HTTP ${status}: ${Buffer.from(body).toString('utf8').slice(0, 300)}` }
  const text = { zh: `对方返回 ${status}。`, en: `The other system answered ${status}.` }
  if (retryAfterSeconds !== undefined) throw new TooManyError('sync-refused', text, retryAfterSeconds, { details: { status } })
  throw new UnavailableError('sync-refused', { details: { status }, cause: new Error(text.en) })
}

/** In no language, because it is read in each: `HTTP 503`, `ECONNREFUSED`, `outbound-timeout`. */
function shortly(error: unknown): string {
  if (!(error instanceof DanjuError)) return error instanceof Error ? error.message : String(error)
  const { status, code } = error.details
  if (typeof status === 'number') return `HTTP ${status}`
  return typeof code === 'string' && code !== '' ? code : error.code
}

interface Shown {
  readonly connector: Connector
  readonly errand: SyncErrand
  readonly state: string
  readonly note: string | null
}

/** On the record, and in its history: how every try went. */
async function showState(
  { database, setPlatformField }: SyncDeps,
  context: Context,
  { connector, errand, state, note }: Shown,
): Promise<void> {
  const { name, resource, stateField } = connector
  if (stateField === undefined) return
  const told = { action: name, note: note === null ? null : [...note].slice(0, longestNote).join('') }
  await database.transaction((tx) => setPlatformField(tx, context, { resource, id: errand.id, field: stateField, value: state, told }))
}
