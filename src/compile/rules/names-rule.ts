import type { Definitions } from '../../define/definitions.js'
import type { Problem } from '../../kernel/problem.js'
import type { Entry } from '../catalog.js'
import { definitionLists } from '../definition-key.js'
import { implicitNames, isCamelCase, isFieldName, isKebabCase, longestName, reservedActions, reservedFieldNames } from '../names.js'
import { eachResource, problem, type Rule } from './rule.js'

/** Names are camelCase (jobs kebab-case), used once, short enough for a database and not taken by the engine. */
export const namesRule: Rule = ({ catalog }) => [
  ...Object.entries(definitionLists).flatMap(([kind, list]) => checkList(catalog.definitions, kind, list)),
  ...eachResource(catalog, (entry, at) => [...fieldNames(entry, at), ...transitionNames(entry, at), ...columnClashes(entry, at)]),
]

function checkList(definitions: Definitions, kind: string, list: keyof Definitions): readonly Problem[] {
  const names = definitions[list].map((definition) => definition.name)
  return names.flatMap((name, index) => {
    const at = `${kind}:${name}`
    const twice = names.indexOf(name) < index ? [duplicate(at, name)] : []
    const taken = kind === 'resource' && /^dj[A-Z]/.test(name) ? [reserved(at, name, platformTables)] : []
    return [...twice, ...taken, ...shape(at, name, kind === 'job' ? isKebabCase(name) : isFieldName(name))]
  })
}

const platformTables = { zh: '以 dj 开头的表属于平台。', en: 'Tables that begin with dj are the platform’s.' }

const duplicate = (at: string, name: string): Problem =>
  problem('duplicate-name', at, { zh: `名称“${name}”重复。`, en: `The name “${name}” is used twice.` })

function shape(at: string, name: string, wellFormed: boolean): readonly Problem[] {
  if (!wellFormed)
    return [
      problem(
        'bad-name',
        at,
        { zh: `名称“${name}”不是驼峰写法。`, en: `“${name}” is not a camelCase name.` },
        {
          zh: '以小写字母开头，只用字母和数字，如 dueOn。',
          en: 'Start with a small letter, then letters and digits only, as in dueOn.',
        },
      ),
    ]
  if (name.length > longestName)
    return [problem('long-name', at, { zh: `名称超过 ${longestName} 个字符。`, en: `The name is longer than ${longestName} characters.` })]
  return []
}

function fieldNames({ resource }: Entry, at: string): readonly Problem[] {
  return Object.keys(resource.fields).flatMap((name) => {
    const place = `${at}.fields.${name}`
    if (implicitNames.includes(name)) return [reserved(place, name, { zh: '每条记录都有这个字段。', en: 'Every record has this field.' })]
    if (reservedFieldNames.includes(name))
      return [reserved(place, name, { zh: '这是查询语言的词。', en: 'It is a word of the query language.' })]
    return shape(place, name, isFieldName(name))
  })
}

function transitionNames({ resource }: Entry, at: string): readonly Problem[] {
  return Object.keys(resource.workflow?.transitions ?? {}).flatMap((name) => {
    const place = `${at}.workflow.transitions.${name}`
    return reservedActions.includes(name)
      ? [reserved(place, name, { zh: '这是操作或路径的名称。', en: 'It is the name of an action or a route.' })]
      : shape(place, name, isCamelCase(name))
  })
}

const reserved = (at: string, name: string, hint: Problem['hint']): Problem =>
  problem('reserved-name', at, { zh: `名称“${name}”已被占用。`, en: `The name “${name}” is reserved.` }, hint)

/** `contact` and `contactId` would share a column. */
function columnClashes({ resource }: Entry, at: string): readonly Problem[] {
  const names = Object.keys(resource.fields)
  return names.flatMap((name) => {
    const rival = ['Id', 'Key'].map((ending) => `${name}${ending}`).find((other) => names.includes(other))
    const clash = rival === undefined ? undefined : clashes(resource.fields[name]?.kind ?? 'text', rival)
    return clash !== true
      ? []
      : [
          problem('column-clash', `${at}.fields.${rival}`, {
            zh: `与字段“${name}”的存储列重名。`,
            en: `It would be stored in a column that “${name}” needs.`,
          }),
        ]
  })
}

function clashes(kind: string, rival: string): boolean {
  return rival.endsWith('Id') ? kind === 'belongsTo' || kind === 'file' : kind === 'text' || kind === 'longText'
}
