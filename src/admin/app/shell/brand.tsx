import type { ReactElement } from 'react'
import { Link } from 'react-router-dom'
import { useTexts } from '../texts/use-texts.js'

export function Brand(): ReactElement {
  const { t } = useTexts()
  return (
    <Link className="brand" to="/admin" aria-label={t('home.title')}>
      <svg className="brand-mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <path d="M5 2.5h11l4 4v15H5z" fill="currentColor" />
        <path d="M8.500 9.500h7.500M8.500 13h7.500M8.500 16.500h4.500" stroke="#fff" strokeWidth="1.600" strokeLinecap="round" />
      </svg>
      <span>{t('brand')}</span>
    </Link>
  )
}
