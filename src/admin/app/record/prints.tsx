import { type ReactElement, useState } from 'react'
import type { Print, Resource } from '../model/model.js'
import { Button } from '../parts/button.js'
import { Popover } from '../parts/popover.js'
import { useTexts } from '../texts/use-texts.js'
import { PrintPreview } from './print-preview.js'

interface PrintsProps {
  readonly resource: Resource
  readonly id: string
}

/** What a record can be printed as; each is looked at before it goes to the printer. */
export function Prints({ resource, id }: PrintsProps): ReactElement | null {
  const { t, label } = useTexts()
  const [chosen, choose] = useState<Print>()
  const { print } = resource.screens
  const [only, ...others] = print
  if (only === undefined) return null
  return (
    <>
      {others.length === 0 ? (
        <Button icon="print" onClick={() => choose(only)}>
          {t('record.print')}
        </Button>
      ) : (
        <Popover label={t('record.print')} icon="print" align="right">
          {(close) => (
            <div className="menu">
              {print.map((one) => (
                <button
                  key={one.name}
                  type="button"
                  className="menu-item"
                  onClick={() => {
                    close()
                    choose(one)
                  }}
                >
                  {label(one.label)}
                </button>
              ))}
            </div>
          )}
        </Popover>
      )}
      {chosen !== undefined && (
        <PrintPreview address={`/records/${resource.name}/${id}/print/${chosen.name}`} print={chosen} onClose={() => choose(undefined)} />
      )}
    </>
  )
}
