import { z } from 'zod'
import type { Records } from '../../records/door.js'
import { idText, parseBody, plainObject, shortText } from '../body.js'
import { parseIfMatch } from '../if-match.js'
import { patch, post, remove } from '../make-route.js'
import type { BulkRequest, Runs } from '../ports.js'
import { type Answer, type Call, emptyAnswer, etagOf, jsonAnswer, type Route } from '../route.js'
import { accepted, created, noContent, ok } from '../status.js'

const bulk = z
  .strictObject({
    ids: z.array(idText).min(1).max(10_000).optional(),
    where: plainObject.optional(),
    action: shortText,
    values: plainObject.optional(),
    answers: plainObject.optional(),
  })
  .refine(({ ids, where }) => (ids === undefined) !== (where === undefined), { message: 'Either ids or where', path: ['ids'] })

/** Writing records. A body goes to the door as it came: what may be written, and by whom, is decided there. */
export function writingRoutes(records: Records, runs: Runs): readonly Route[] {
  return [
    post('/records/:resource', { summary: 'Create a record' }, (call) => create(records, call)),
    patch('/records/:resource/:id', { summary: 'Change a record' }, async (call) => {
      const input = parseBody(plainObject, call.body)
      const record = await records.update(call.act.context, call.param('resource'), call.id(), input, seenBy(call))
      return jsonAnswer(ok, record, etagOf(record))
    }),
    remove('/records/:resource/:id', { summary: 'Remove a record' }, async (call) => {
      await records.remove(call.act.context, call.param('resource'), call.id(), seenBy(call))
      return emptyAnswer(noContent)
    }),
    post('/records/:resource/bulk', { summary: 'One action on many records' }, (call) => startBulk(runs, call)),
    post('/records/:resource/:id/:transition', { summary: 'Take a transition' }, (call) => transition(records, call)),
  ]
}

async function create(records: Records, call: Call): Promise<Answer> {
  const input = parseBody(plainObject, call.body)
  const resource = call.param('resource')
  return call.once({ status: created, versioned: true, act: (context) => records.create(context, resource, input) })
}

async function transition(records: Records, call: Call): Promise<Answer> {
  const answers = parseBody(plainObject, call.body)
  const [resource, id, name, seen] = [call.param('resource'), call.id(), call.param('transition'), seenBy(call)]
  return call.once({ status: ok, versioned: true, act: (context) => records.transition(context, resource, id, name, answers, seen) })
}

async function startBulk(runs: Runs, call: Call): Promise<Answer> {
  const { ids = null, where = null, action, values = {}, answers = {} } = parseBody(bulk, call.body)
  const request: BulkRequest = { ids, where, action, values, answers }
  const resource = call.param('resource')
  return call.once({ status: accepted, act: (context) => runs.startBulk(context, resource, request), show: ({ id }) => ({ id }) })
}

function seenBy({ request }: Call): number | null {
  return parseIfMatch(request.get('if-match'))
}
