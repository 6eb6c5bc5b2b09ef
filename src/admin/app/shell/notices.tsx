import { type ReactElement, useEffect } from 'react'
import { IconButton } from '../parts/button.js'
import { Icon } from '../parts/icon.js'
import { useTexts } from '../texts/use-texts.js'
import { dismiss, type Notice, useNotices } from './adapter.js'

/** Short messages at the edge of the screen, read out as they come; errors stay until closed. */
export function Notices(): ReactElement {
  return (
    <div className="notices" role="status" aria-live="polite" data-testid="notices">
      {useNotices().map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </div>
  )
}

function NoticeLine({ notice }: { readonly notice: Notice }): ReactElement {
  const { t } = useTexts()
  useEffect(() => {
    if (notice.type === 'error') return
    const timer = setTimeout(() => dismiss(notice.id), 4000)
    return () => clearTimeout(timer)
  }, [notice])
  return (
    <div className={`notice ${notice.type}`}>
      <Icon name={notice.type === 'error' ? 'alert' : notice.type === 'success' ? 'check' : 'info'} />
      <span>{notice.message}</span>
      <IconButton icon="close" label={t('close')} onClick={() => dismiss(notice.id)} />
    </div>
  )
}
