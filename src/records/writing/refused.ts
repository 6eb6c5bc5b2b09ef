import type { FieldModel, Model } from '../../compile/model.js'
import { type FieldError, InvalidError } from '../../kernel/errors.js'
import type { Dialect } from '../../store/dialect.js'
import { invalid } from './input.js'

/**
 * What the database refuses becomes a sentence: a unique index under its field, a computed number that has more digits than there is room for.
 * @throws InvalidError `not-unique`, `too-large`
 */
export async function refusedInWords<T>(dialect: Dialect, model: Model, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (dialect.isOutOfRange(error)) throw new InvalidError('too-large', tooLarge, { cause: error })
    const key = dialect.isDuplicateKey(error)?.key
    const fields = uniqueFields(model, key)
    if (fields.length > 0) throw invalid(fields.map(taken))
    throw isLeftOver(model, key) ? new InvalidError('not-unique', alike, { cause: error }) : error
  }
}

/** A unique index of a resource that the Model does not know: of a version that is published just now, or that has just ended. */
const isLeftOver = (model: Model, key = ''): boolean => Object.values(model.resources).some(({ table }) => key.startsWith(`ux_${table}__`))

const alike = { zh: '已有相同的记录，请刷新后重试。', en: 'There is a record like this already. Refresh and try again.' }

const tooLarge = {
  zh: '算出的数值过大，无法保存，请检查填写的数字。',
  en: 'A computed number is too large to be kept. Check the numbers you gave.',
}

/** The fields behind a unique index, found by the index's name in the physical model. */
function uniqueFields(model: Model, key: string | undefined): readonly FieldModel[] {
  const isIt = (index: Model['tables'][number]['indexes'][number]): boolean => index.unique && index.name === key
  const table = model.tables.find((one) => one.indexes.some(isIt))
  const resource = Object.values(model.resources).find((one) => one.table === table?.name)
  const columns = table?.indexes.find(isIt)?.columns ?? []
  return columns.flatMap((column) => Object.values(resource?.fields ?? {}).find((field) => field.column === column) ?? [])
}

function taken(field: FieldModel): FieldError {
  return { at: field.name, code: 'not-unique', message: { zh: `${field.label.zh}已被使用。`, en: `${field.label.en} is already taken.` } }
}
