import { z } from 'zod'
import { NotFoundError } from '../../kernel/errors.js'
import { parseBody, plainObject, shortText } from '../body.js'
import { get, patch, post } from '../make-route.js'
import type { Design } from '../ports.js'
import { type Answer, type Call, jsonAnswer, type Route } from '../route.js'
import { created, ok } from '../status.js'

const draft = z.strictObject({
  set: z
    .array(z.strictObject({ definition: shortText, patch: plainObject }))
    .max(200)
    .default([]),
  add: z
    .array(z.looseObject({ kind: shortText, name: shortText }))
    .max(200)
    .default([]),
  map: z.record(shortText, z.record(shortText, shortText)).default({}),
})
const noted = z.strictObject({ note: z.string().max(2_000).default('') })
const restoring = z.strictObject({ ...noted.shape, map: draft.shape.map })

/** Configuration at run time, for who holds the right `publish`. */
export function changeRoutes(design: Design): readonly Route[] {
  return [
    get('/changes', { summary: 'Change-sets', access: 'publish' }, async ({ act }) => jsonAnswer(ok, await design.list(act.context))),
    post('/changes', { summary: 'Draft a change-set', access: 'publish' }, async (call) => {
      const changes = parseBody(draft, call.body)
      return call.once({ status: created, act: (context) => design.create(context, changes) })
    }),
    get('/changes/:id', { summary: 'A change-set with its problems and impact', access: 'publish' }, async (call) =>
      jsonAnswer(ok, await design.get(call.act.context, call.id())),
    ),
    patch('/changes/:id', { summary: 'Change a draft', access: 'publish' }, async (call) =>
      jsonAnswer(ok, await design.change(call.act.context, call.id(), parseBody(draft, call.body))),
    ),
    post('/changes/:id/publish', { summary: 'Publish a change-set', access: 'publish' }, (call) => publish(design, call)),
    get('/versions', { summary: 'What was published', access: 'publish' }, async ({ act }) =>
      jsonAnswer(ok, await design.versions(act.context)),
    ),
    post('/versions/:version/restore', { summary: 'Publish an earlier version again', access: 'publish' }, (call) => restore(design, call)),
  ]
}

async function publish(design: Design, call: Call): Promise<Answer> {
  const { note } = parseBody(noted, call.body)
  const id = call.id()
  return call.once({ status: ok, act: (context) => design.publish(context, id, note), show: ({ version }) => ({ version }) })
}

/** Version 0 is the core alone. */
async function restore(design: Design, call: Call): Promise<Answer> {
  const how = parseBody(restoring, call.body)
  const text = call.param('version')
  if (!/^\d{1,9}$/.test(text)) throw new NotFoundError()
  return call.once({ status: ok, act: (context) => design.restore(context, Number(text), how), show: ({ version }) => ({ version }) })
}
