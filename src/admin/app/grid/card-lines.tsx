import { type ReactElement, useState } from 'react'
import { isFrozen } from '../form/changeable.js'
import { FieldBox } from '../form/form-field.js'
import type { Line } from '../form/form-state.js'
import { isReference } from '../model/model.js'
import { Button, IconButton } from '../parts/button.js'
import { Dialog } from '../parts/dialog.js'
import { plainText } from '../parts/format.js'
import { useTexts } from '../texts/use-texts.js'
import { lineWith } from './beside.js'
import type { LinesProps } from './grid-props.js'

/** Lines on a phone: a card each, and a sheet to fill one in. */
export function CardLines(props: LinesProps): ReactElement {
  const { form, field, columns, factsOf, lines, editable } = props
  const isWrong = (index: number) => [...form.state.errors.keys()].some((at) => at.startsWith(`${field.name}.${index}.`))
  const [open, setOpen] = useState<string>()
  const opened = lines.find(({ key }) => key === open)
  return (
    <>
      <ul className="line-cards">
        {lines.map((line, index) => (
          <li key={line.key} data-testid="line">
            <LineCard
              columns={columns}
              line={lineWith(line, factsOf(line))}
              index={index}
              wrong={isWrong(index)}
              onOpen={editable ? () => setOpen(line.key) : undefined}
            />
          </li>
        ))}
      </ul>
      {opened !== undefined && <LineSheet {...props} line={opened} index={lines.indexOf(opened)} onClose={() => setOpen(undefined)} />}
    </>
  )
}

interface CardProps extends Pick<LinesProps, 'columns'> {
  readonly line: Line
  readonly index: number
  readonly wrong: boolean
  readonly onOpen: (() => void) | undefined
}

function LineCard({ columns, line, index, wrong, onOpen }: CardProps): ReactElement {
  const { t, label, locale } = useTexts()
  const name = columns.map(({ name }) => line[name]).find(isReference)?.label ?? t('grid.newLine')
  const facts = columns
    .filter((column) => column.kind !== 'belongsTo')
    .flatMap((column) => {
      const text = plainText(column, line[column.name], locale)
      return text === '' ? [] : [{ name: column.name, label: label(column.label), text }]
    })
  return (
    <button type="button" className={wrong ? 'card wrong' : 'card'} disabled={onOpen === undefined} onClick={onOpen}>
      <span className="card-head">
        <strong>
          {index + 1}. {name}
        </strong>
      </span>
      <span className="card-facts">
        {facts.map((fact) => (
          <span key={fact.name} className="card-fact">
            <span className="muted">{fact.label}</span> {fact.text}
          </span>
        ))}
      </span>
    </button>
  )
}

type SheetProps = LinesProps & { readonly line: Line; readonly index: number; readonly onClose: () => void }

function LineSheet({ form, field, columns, factsOf, frozenOf, keys, line, index, onClose }: SheetProps): ReactElement {
  const { t } = useTexts()
  const shown = lineWith(line, factsOf(line))
  const frozen = frozenOf(line)
  const actions = (
    <>
      <IconButton icon="trash" label={t('grid.remove', { row: String(index + 1) })} onClick={() => (onClose(), keys.remove(line.key))} />
      <span className="grow" />
      <Button look="primary" onClick={onClose}>
        {t('done')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('grid.lineTitle', { row: String(index + 1) })} onClose={onClose} actions={actions}>
      <div className="fields single">
        {columns.map((column) => (
          <FieldBox
            key={column.name}
            field={column}
            value={shown[column.name]}
            error={form.state.errors.get(`${field.name}.${index}.${column.name}`)}
            required={column.required.op === 'literal' && column.required.value === true}
            editable={column.writable && !isFrozen(frozen, column.name)}
            onChange={(value) => form.set({ name: column.name, line: { relation: field.name, key: line.key } }, value)}
          />
        ))}
      </div>
    </Dialog>
  )
}
