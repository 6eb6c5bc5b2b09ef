import { didYouMean } from '../../kernel/suggest.js'
import { fieldKinds, isFieldKind } from '../kinds.js'
import { anyObject, asText, constant, either, flag, listOf, number, objectOf, oneOf, recordOf, type Shape, text } from './shape.js'

export const label: Shape = objectOf({ zh: text, en: text })
export const names: Shape = listOf(text)
const value: Shape = either(constant, anyObject)
const values: Shape = recordOf(value)
const when: Shape = either(flag, text, names, anyObject)
const tone: Shape = oneOf(['neutral', 'info', 'success', 'warning', 'danger'])
const option: Shape = either(text, objectOf({ value: text, label, tone }, ['value']))

/** What a field is, told apart from other mistakes of shape because everything else hangs on it. */
const kind: Shape = (given, at) => {
  if (typeof given === 'string' && isFieldKind(given)) return []
  const message = { zh: `没有名为“${asText(given)}”的字段类型。`, en: `There is no kind of field called “${asText(given)}”.` }
  return [{ code: 'unknown-kind', at, message, hint: didYouMean(asText(given), fieldKinds) }]
}

export const field: Shape = objectOf(
  {
    id: text,
    kind,
    label,
    help: label,
    required: when,
    changeable: when,
    visible: when,
    default: value,
    unique: either(flag, names),
    tags: names,
    mask: oneOf(['phone', 'email', 'name', 'last4', 'dots']),
    searchable: flag,
    formula: text,
    reveals: objectOf({ fields: names, because: text }, ['fields', 'because']),
    indexed: flag,
    length: number,
    precision: number,
    scale: number,
    min: constant,
    max: constant,
    options: either(listOf(option), oneOf(['roles'])),
    pattern: text,
    dated: text,
    gapless: flag,
    drawnBy: text,
    target: text,
    where: anyObject,
    owned: flag,
    by: text,
    atLeast: number,
    place: flag,
    maxBytes: number,
    types: names,
  },
  ['kind'],
)

export const fields: Shape = recordOf(field)

const posting: Shape = objectOf(
  {
    post: text,
    move: text,
    lines: text,
    where: anyObject,
    item: text,
    place: text,
    quantity: text,
    unitCost: text,
    source: text,
    effectiveOn: value,
    shortage: value,
  },
  ['post', 'move'],
)

const making: Shape = objectOf(
  { from: text, set: values, lines: objectOf({ each: text, into: text, where: anyObject, set: values }, ['each', 'set']) },
  ['set'],
)

const transition: Shape = objectOf(
  {
    label,
    from: either(text, names),
    to: text,
    ask: fields,
    requires: either(text, anyObject),
    otherwise: label,
    set: values,
    post: listOf(posting),
    make: recordOf(making),
    then: recordOf(text),
    enqueue: names,
    notify: listOf(objectOf({ roles: names, users: names, severity: oneOf(['info', 'warning', 'critical']), message: label }, ['message'])),
    confirm: label,
    tone: oneOf(['primary', 'neutral', 'danger']),
  },
  ['from', 'to'],
)

const grant: Shape = objectOf(
  { can: names, rows: either(text, anyObject), show: names, hide: names, mask: names, write: names, presets: values, check: anyObject },
  ['can', 'rows'],
)

/** One grant, or several by name: told apart by the list of what it can do. */
const grants: Shape = (given, at) =>
  typeof given === 'object' && given !== null && 'can' in given ? grant(given, at) : recordOf(grant)(given, at)

const screens: Shape = objectOf({
  list: names,
  filter: names,
  sort: text,
  form: recordOf(names),
  sections: recordOf(label),
  highlights: names,
  related: names,
  board: objectOf({ by: text, sum: text }, ['by']),
  calendar: objectOf({ on: text }, ['on']),
  print: names,
  beside: recordOf(
    objectOf({ label, of: text, show: text, where: recordOf(objectOf({ ref: text }, ['ref'])), before: text }, ['of', 'show', 'where']),
  ),
  menu: either(flag, number),
})

export const resource: Shape = objectOf(
  {
    name: text,
    label,
    title: text,
    area: text,
    fields,
    rules: recordOf(objectOf({ must: either(text, anyObject), message: label, at: text }, ['must', 'message'])),
    scopes: recordOf(anyObject),
    workflow: objectOf({ states: listOf(option), transitions: recordOf(transition) }, ['states', 'transitions']),
    permissions: recordOf(grants),
    restrictions: recordOf(objectOf({ roles: names, rows: anyObject }, ['rows'])),
    alerts: recordOf(
      objectOf({ when: anyObject, severity: oneOf(['info', 'warning', 'critical']), notify: names, message: label }, [
        'when',
        'severity',
        'notify',
        'message',
      ]),
    ),
    screens,
    keptBy: text,
  },
  ['name', 'label', 'title', 'fields'],
)
