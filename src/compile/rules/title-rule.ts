import { titleKinds } from '../kinds.js'
import { checkName, eachResource, problem, type Rule, whats } from './rule.js'

/** A record is known by a text of its own. Rows that a ledger keeps may be known by what they count. */
export const titleRule: Rule = ({ catalog }) =>
  eachResource(catalog, ({ resource }, at) => {
    const unknown = checkName({
      code: 'unknown-title',
      at: `${at}.title`,
      what: whats.field,
      wrong: resource.title,
      known: Object.keys(resource.fields),
    })
    const field = resource.fields[resource.title]
    if (unknown.length > 0 || field === undefined || titleKinds.includes(field.kind)) return unknown
    if (resource.keptBy !== undefined && field.kind === 'belongsTo') return []
    return [
      problem(
        'title-not-text',
        `${at}.title`,
        { zh: '标题字段必须是文本。', en: 'The title must be a text field.' },
        { zh: `可用的类型：${titleKinds.join('、')}`, en: `Kinds that will do: ${titleKinds.join(', ')}` },
      ),
    ]
  })
