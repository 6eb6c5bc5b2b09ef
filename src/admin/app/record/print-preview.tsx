import { type ReactElement, useEffect, useRef, useState } from 'react'
import { papers } from '../../../define/print.js'
import { base } from '../api/client.js'
import { usePreference } from '../api/preferences.js'
import type { Print } from '../model/model.js'
import { Button } from '../parts/button.js'
import { Dialog } from '../parts/dialog.js'
import { Icon } from '../parts/icon.js'
import { Problem } from '../parts/states.js'
import { useTexts } from '../texts/use-texts.js'

interface PreviewProps {
  /** Of the document in the API, without its form. */
  readonly address: string
  readonly print: Print
  readonly onClose: () => void
}

/** The pages as they come out of the printer, on the paper that lies in it; the choice is remembered for this document. */
export function PrintPreview({ address, print, onClose }: PreviewProps): ReactElement {
  const { t, label } = useTexts()
  const [kept, choose] = usePreference<string>(`paper.${print.name}`, print.paper)
  const paper = papers.find((one) => one === kept) ?? print.paper
  const frame = useRef<HTMLIFrameElement>(null)
  const [shown, setShown] = useState<string>()
  const [failed, setFailed] = useState<string>()
  const url = (form: 'html' | 'pdf') => `${base}${address}.${form}?paper=${paper}`
  const page = url('html')
  const onLoad = () => (isDocument(frame.current) ? setShown(page) : setFailed(page))
  const actions = (
    <>
      <Button onClick={onClose}>{t('close')}</Button>
      <a className="button neutral" href={url('pdf')} target="_blank" rel="noopener">
        <Icon name="download" />
        <span>PDF</span>
      </a>
      <Button look="primary" icon="print" disabled={shown !== page} onClick={() => frame.current?.contentWindow?.print()}>
        {t('record.print')}
      </Button>
    </>
  )
  return (
    <Dialog title={label(print.label)} onClose={onClose} actions={actions}>
      <fieldset className="segments">
        <legend className="sr-only">{t('print.paper')}</legend>
        {papers.map((each) => (
          <button key={each} type="button" aria-pressed={each === paper} onClick={() => choose(each)}>
            {t(`paper.${each}`)}
          </button>
        ))}
      </fieldset>
      {failed === page && <Problem text={t('print.failed')} />}
      <Desk pageMm={pageMm[paper]}>
        <iframe ref={frame} src={page} title={t('print.preview')} aria-busy={shown !== page} onLoad={onLoad} />
      </Desk>
    </Dialog>
  )
}

/** How wide a page is. */
const pageMm = { A4: 210, A5: 210, '241x140': 241 } as const

/** An error is no page, and what may not be shown in a frame has no document. */
const isDocument = (frame: HTMLIFrameElement | null): boolean =>
  frame?.contentDocument?.contentType === 'text/html' && frame.contentDocument.querySelector('.page') !== null

/** Where the pages lie: made smaller where they are wider than the screen. */
function Desk({ pageMm, children }: { readonly pageMm: number; readonly children: ReactElement }): ReactElement {
  const desk = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = desk.current
    if (element === null) return
    const fit = () => {
      const scale = Math.min(1, element.clientWidth / ((pageMm * 96) / 25.4 + scrollBar))
      element.style.setProperty('--scale', String(scale))
    }
    const watching = new ResizeObserver(fit)
    watching.observe(element)
    return () => watching.disconnect()
  }, [pageMm])
  return (
    <div ref={desk} className="print-desk">
      {children}
    </div>
  )
}

/** Pixels beside the page. */
const scrollBar = 24
