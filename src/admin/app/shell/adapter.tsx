/**
 * The one place that touches AdminJS in the browser: its application frame, its store of notices, its theme.
 * Everything else on the screens would survive another frame.
 */
import { ThemeProvider } from '@adminjs/design-system/styled-components'
import { App } from 'adminjs-src/frontend/components/application.js'
import { addNotice } from 'adminjs-src/frontend/store/actions/add-notice.js'
import { dropNotice } from 'adminjs-src/frontend/store/actions/drop-notice.js'
import createStore from 'adminjs-src/frontend/store/store.js'
import initTranslations from 'adminjs-src/frontend/utils/adminjs.i18n.js'
import type { ComponentType, ReactElement } from 'react'
import { useSyncExternalStore } from 'react'
import { I18nextProvider } from 'react-i18next'
import { Provider } from 'react-redux'
import { BrowserRouter } from 'react-router-dom'
import type { Store } from 'redux'
import { SkipLink } from './skip-link.js'

export interface Boot {
  readonly state: Record<string, unknown> & { readonly resources: readonly { readonly id: string }[] }
  readonly theme: unknown
  readonly modelVersion: number
}

export type NoticeTone = 'success' | 'info' | 'error'

export interface Notice {
  readonly id: string
  readonly message: string
  readonly type: NoticeTone
}

type Components = Readonly<Record<string, ComponentType<never>>>

declare global {
  interface Window {
    AdminJS?: { UserComponents: Components; Components: Components }
  }
}

let store: Store | undefined

/** The frame with our components in their places; hand it to React once. */
export function shellOf(boot: Boot, components: Components): ReactElement {
  window.AdminJS = { UserComponents: components, Components: {} }
  const made = createStore(boot.state)
  store = made
  const { i18n } = initTranslations(made.getState().locale)
  return (
    <Provider store={made}>
      <ThemeProvider theme={boot.theme}>
        <I18nextProvider i18n={i18n}>
          <BrowserRouter>
            <SkipLink />
            <App />
          </BrowserRouter>
        </I18nextProvider>
      </ThemeProvider>
    </Provider>
  )
}

/** Says something at the edge of the screen; it goes away by itself. */
export function notify(message: string, type: NoticeTone = 'success'): void {
  store?.dispatch(addNotice({ message, type }))
}

export function dismiss(id: string): void {
  store?.dispatch(dropNotice(id))
}

const nobody: readonly Notice[] = []

export function useNotices(): readonly Notice[] {
  return useSyncExternalStore(
    (listener) => store?.subscribe(listener) ?? (() => undefined),
    () => (store?.getState().notices as readonly Notice[] | undefined) ?? nobody,
  )
}
