import { isId } from '../kernel/ids.js'
import { actorAs } from '../permissions/platform-actor.js'
import type { Platform } from '../platform.js'
import { explainFor, type Question } from '../records/explaining.js'
import { type GroundCommand, UsageError } from './command.js'
import { unknownResource } from './print-resource.js'

export const why: GroundCommand = {
  name: 'why',
  usage: '<user> <action> <resource>[/<id>]',
  summary: {
    zh: '说明某人为何可以或不可以对某条记录做某事：由哪一条授权决定。',
    en: 'Says why somebody may or may not do something to a record: which grant decided.',
  },
  needs: 'database',
  words: [3, 3],
  run: async ({ words: [login = '', action = '', place = ''] }, { platform: open, say }) => {
    const platform = await open()
    const question = await questionOf(platform, { login, action, place })
    const { because, ...rest } = await explained(platform, question)
    say(`${rest.allowed ? '可以 / yes' : '不可以 / no'}: ${because.zh} ${because.en}`)
    say(JSON.stringify(rest, null, 2))
    return 0
  },
}

async function questionOf(
  { accounts, models }: Platform,
  { login, action, place }: { readonly login: string; readonly action: string; readonly place: string },
): Promise<Question> {
  const [resource = '', id = null] = place.split('/')
  const { resources } = models.current()
  if (resources[resource] === undefined) throw unknownResource(resource, Object.keys(resources))
  if (id !== null && !isId(id)) throw new UsageError({ zh: `“${id}”不是记录编号。`, en: `“${id}” is no id of a record.` })
  const user = await accounts.userByLogin(models.current(), login)
  if (user === null) throw new UsageError({ zh: `没有用户“${login}”。`, en: `There is no user “${login}”.` })
  return { user, action, resource, id }
}

function explained(platform: Platform, question: Question): ReturnType<typeof explainFor> {
  const { database: sql, clock, records, accounts, models, contextFor } = platform
  const actorFor = (userId: string) => accounts.actorFor({ userId, model: models.current(), via: 'screen' })
  const asker = actorAs(models.current(), 'admin', { login: 'cli', name: 'cli', via: 'job' })
  return explainFor({ sql, clock, records, actorFor }, contextFor(asker, 'cli'), question)
}
