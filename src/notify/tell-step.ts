import type { NoticeModel, TransitionModel } from '../compile/model.js'
import { NotFoundError } from '../kernel/errors.js'
import { type Locale, textIn } from '../kernel/texts.js'
import type { Context } from '../records/door.js'
import type { NotifyDeps } from './deps.js'
import { idIn } from './own.js'
import { tell } from './tell.js'

/** A transition that was taken, and by whom. */
export interface StepTaken {
  readonly resource: string
  readonly id: string
  readonly transition: string
  readonly by: string | null
  readonly answers: Readonly<Record<string, string>>
  /** The same for every try. */
  readonly key: string
}

/** Tells whom the transition names, but for who took it. The first notice that names somebody is the one they hear. */
export async function tellStep(deps: NotifyDeps, context: Context, step: StepTaken): Promise<void> {
  const transition = context.model.resources[step.resource]?.workflow?.transitions[step.transition]
  if (transition === undefined) return
  const { resource, id } = step
  for (const notice of transition.notices) {
    const { severity, message, facts, roles } = notice
    const users = await usersOf(deps, context, step, notice)
    const once = { consumer: 'tell-step', event: step.key }
    const also = (locale: Locale) => answersIn(transition, step, locale)
    await tell(deps, context, { resource, id, kind: 'message', severity, message, facts, also, roles, users, except: step.by, once })
  }
}

/** Whom the record refers to. */
async function usersOf(
  { records }: NotifyDeps,
  context: Context,
  { resource, id }: StepTaken,
  notice: NoticeModel,
): Promise<readonly string[]> {
  if (notice.users.length === 0) return []
  try {
    const view = await records.get(context, resource, id, notice.users)
    return notice.users.flatMap((path) => idIn(view[path]) ?? [])
  } catch (error) {
    if (error instanceof NotFoundError) return []
    throw error
  }
}

/** Options by their labels, words as they were written. */
function answersIn({ ask }: TransitionModel, { answers }: StepTaken, locale: Locale): Readonly<Record<string, string>> {
  const shown = Object.entries(answers).map(([name, answer]) => {
    const option = ask[name]?.options.find(({ value }) => value === answer)
    return [name, option === undefined ? answer : textIn(locale, option.label)] as const
  })
  return Object.fromEntries(shown)
}
