import { lazy, type ReactElement } from 'react'
import { useParams } from 'react-router-dom'
import { Empty } from '../parts/states.js'
import { useTexts } from '../texts/use-texts.js'
import { ScreenFrame } from './screen-frame.js'

const pages = {
  reports: lazy(() => import('../pages/reports-screen.js').then(({ ReportsScreen }) => ({ default: ReportsScreen }))),
  alerts: lazy(() => import('../pages/alerts-screen.js').then(({ AlertsScreen }) => ({ default: AlertsScreen }))),
  notifications: lazy(() =>
    import('../pages/notifications-screen.js').then(({ NotificationsScreen }) => ({ default: NotificationsScreen })),
  ),
  books: lazy(() => import('../pages/books-screen.js').then(({ BooksScreen }) => ({ default: BooksScreen }))),
  profile: lazy(() => import('../pages/profile-screen.js').then(({ ProfileScreen }) => ({ default: ProfileScreen }))),
}

export function PageScreen(): ReactElement {
  const { t } = useTexts()
  const { pageName = '' } = useParams()
  const Page = Object.hasOwn(pages, pageName) ? pages[pageName as keyof typeof pages] : undefined
  return Page === undefined ? <Empty title={t('error.notFound')} hint={t('error.notFoundHint')} /> : <Page />
}

export function PageRoute(): ReactElement {
  return (
    <ScreenFrame name="page">
      <PageScreen />
    </ScreenFrame>
  )
}
