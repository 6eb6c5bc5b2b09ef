import type { Context, HistoryEntry } from '../door.js'
import { resourceIn, type WritingDeps } from './act.js'
import { recordTrace } from './audit.js'
import { invalid } from './input.js'
import { performQuietly } from './perform.js'

/** What the trail has room for. */
const longestComment = 2_000

interface Comment {
  readonly resource: string
  readonly id: string
  readonly text: string
}

/** Whoever may read a record may say something about it: an entry of its trail, which nobody changes or takes away. */
export async function comment(deps: WritingDeps, context: Context, { resource, id, text }: Comment): Promise<HistoryEntry> {
  const { name } = resourceIn(context.model, resource)
  const note = checked(text)
  return performQuietly(deps, context, async (act) => {
    const { version } = await deps.readingIn(act.tx).get(context, name, id, ['id'])
    const trace = { resource: name, id, action: 'comment', changes: [], version: Number(version), note }
    const entry = { kind: 'comment', action: 'comment', label: null, changes: [], note } as const
    const { actor, at } = act
    const said = { id: await recordTrace(act, trace), at, actor: { id: actor.id, label: actor.name }, via: actor.via, ...entry }
    await context.guard?.end(act.tx, said)
    return said
  })
}

function checked(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') throw invalid([{ at: 'text', code: 'required', message: { zh: '请填写评论内容。', en: 'Say something.' } }])
  if ([...trimmed].length > longestComment)
    throw invalid([
      {
        at: 'text',
        code: 'too-long',
        message: { zh: `评论最多 ${longestComment} 个字。`, en: `A comment has at most ${longestComment} characters.` },
      },
    ])
  return trimmed
}
