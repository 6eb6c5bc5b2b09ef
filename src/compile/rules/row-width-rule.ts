import { columnTypeOf } from '../kinds.js'
import { eachResource, problem, type Rule } from './rule.js'

/** MySQL keeps at most 65,535 bytes of a row beside its long texts, four for each character it may have to hold. */
const widestRow = 60_000
const bytesOfOthers = 20

export const rowWidthRule: Rule = ({ catalog }) =>
  eachResource(catalog, ({ fields }, at) => {
    const bytes = [...fields].reduce((sum, [name, field]) => {
      const type = columnTypeOf(name, field)
      const sortKey = field.searchable === true ? 802 : 0
      return sum + (type.kind === 'text' ? type.length * 4 + 2 + sortKey : bytesOfOthers)
    }, 0)
    if (bytes <= widestRow) return []
    const message = { zh: '文本字段的长度合计太大，一行放不下。', en: 'The text fields together are too long for one row.' }
    return [
      problem('row-too-wide', `${at}.fields`, message, {
        zh: '缩短 length，或改用 longText。',
        en: 'Say a shorter length, or use longText.',
      }),
    ]
  })
