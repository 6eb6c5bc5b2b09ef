import type { Line } from '../form/form-state.js'
import type { Form } from '../form/use-form.js'
import type { Field, Resource } from '../model/model.js'
import type { GridKeys } from './grid-keys.js'

export interface GridProps {
  readonly form: Form
  readonly field: Field
  readonly target: Resource
}

export interface LinesProps extends GridProps {
  readonly columns: readonly Field[]
  /** JSON of column → what another record says of a line; empty while nothing is known. */
  readonly factsOf: (line: Line) => string
  /** Columns that may not be changed in a line, with commas between them. As text, so that a row whose cells are as open as before is the same. */
  readonly frozenOf: (line: Line) => string
  readonly lines: readonly Line[]
  readonly keys: GridKeys
  readonly editable: boolean
}
