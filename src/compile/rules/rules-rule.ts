import { checkName, eachResource, type Rule, whats } from './rule.js'

/** What a rule complains about is a field of its resource: the message stands beside it. */
export const rulesRule: Rule = ({ catalog }) =>
  eachResource(catalog, ({ resource, fields }, at) =>
    Object.entries(resource.rules ?? {}).flatMap(([name, rule]) =>
      rule.at === undefined
        ? []
        : checkName({ code: 'unknown-field', at: `${at}.rules.${name}.at`, what: whats.field, wrong: rule.at, known: [...fields.keys()] }),
    ),
  )
