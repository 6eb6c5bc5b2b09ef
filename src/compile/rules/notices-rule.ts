import type { Alert } from '../../define/resource.js'
import type { Notice, Transition } from '../../define/workflow.js'
import type { Problem } from '../../kernel/problem.js'
import type { Text } from '../../kernel/texts.js'
import { type Catalog, type Entry, follow } from '../catalog.js'
import { factsIn } from '../steps/screen-step.js'
import { checkName, eachResource, namesOf, problem, type Rule, unknownName, whats } from './rule.js'

/** Alerts and transitions tell somebody, whom there is, in words that name what the record has. */
export const noticesRule: Rule = ({ catalog }) =>
  eachResource(catalog, (entry, at) => [
    ...Object.entries(entry.resource.alerts ?? {}).flatMap(([name, alert]) =>
      checkAlert(catalog, { entry, alert, at: `${at}.alerts.${name}` }),
    ),
    ...Object.entries(entry.resource.workflow?.transitions ?? {}).flatMap(([name, step]) =>
      (step.notify ?? []).flatMap((notice, index) =>
        checkNotice(catalog, { entry, step, notice, at: `${at}.workflow.transitions.${name}.notify.${index}` }),
      ),
    ),
  ])

function checkAlert(
  catalog: Catalog,
  { entry, alert, at }: { readonly entry: Entry; readonly alert: Alert; readonly at: string },
): readonly Problem[] {
  return [
    ...checkRoles(catalog, alert.notify, `${at}.notify`),
    ...checkMessage(catalog, { entry, message: alert.message, answers: [], at: `${at}.message` }),
    ...(alert.notify.length === 0 ? [nobody(`${at}.notify`)] : []),
  ]
}

interface NoticePlace {
  readonly entry: Entry
  readonly step: Transition
  readonly notice: Notice
  readonly at: string
}

function checkNotice(catalog: Catalog, { entry, step, notice, at }: NoticePlace): readonly Problem[] {
  const { roles = [], users = [], message } = notice
  return [
    ...checkRoles(catalog, roles, `${at}.roles`),
    ...users.flatMap((path) => checkUser(catalog, { entry, path, at: `${at}.users` })),
    ...checkMessage(catalog, { entry, message, answers: Object.keys(step.ask ?? {}), at: `${at}.message` }),
    ...(roles.length + users.length === 0 ? [nobody(at)] : []),
  ]
}

const nobody = (at: string): Problem => problem('nobody-notified', at, { zh: '没有通知任何人。', en: 'Nobody hears of it.' })

function checkRoles({ definitions }: Catalog, roles: readonly string[], at: string): readonly Problem[] {
  return roles.flatMap((wrong) => checkName({ code: 'unknown-role', at, what: whats.role, wrong, known: namesOf(definitions.roles) }))
}

interface UserPlace {
  readonly entry: Entry
  readonly path: string
  readonly at: string
}

/** The path ends at a reference to a user. */
function checkUser(catalog: Catalog, { entry, path, at }: UserPlace): readonly Problem[] {
  const end = follow(catalog, entry.name, path.split('.'))
  if (!end.ok) return [unknownName({ code: 'unknown-path', at, what: whats.field, wrong: end.wrong, known: end.known })]
  if (end.field.kind === 'belongsTo' && end.field.target === 'user') return []
  return [problem('not-a-user', at, { zh: `“${path}”不是用户。`, en: `“${path}” is not a user.` })]
}

interface MessagePlace {
  readonly entry: Entry
  readonly message: Text
  readonly answers: readonly string[]
  readonly at: string
}

function checkMessage(catalog: Catalog, { entry, message, answers, at }: MessagePlace): readonly Problem[] {
  return factsIn(`${message.zh} ${message.en}`).flatMap((fact) => {
    const end = follow(catalog, entry.name, fact.split('.'))
    if (end.ok || answers.includes(fact)) return []
    return [unknownName({ code: 'unknown-path', at, what: whats.field, wrong: end.wrong, known: [...end.known, ...answers] })]
  })
}
