/** What we take from AdminJS's sources; nothing else is imported from them. */
declare module 'adminjs-src/frontend/hoc/allow-override.js' {
  import type { ComponentType } from 'react'
  export function allowOverride<P>(original: ComponentType<P>, name: string): ComponentType<P>
}
declare module 'adminjs-src/frontend/components/application.js' {
  import type { ComponentType } from 'react'
  export const App: ComponentType
}
declare module 'adminjs-src/frontend/store/store.js' {
  import type { Store } from 'redux'

  const createStore: (state: unknown) => Store

  // biome-ignore lint/style/noDefaultExport: AdminJS exports it so
  export { createStore as default }
}
declare module 'adminjs-src/frontend/utils/adminjs.i18n.js' {
  const initTranslations: (locale: unknown) => { readonly i18n: never }

  // biome-ignore lint/style/noDefaultExport: AdminJS exports it so
  export { initTranslations as default }
}
declare module 'adminjs-src/frontend/store/actions/add-notice.js' {
  export function addNotice(notice: { readonly message: string; readonly type: string }): { readonly type: string }
}
declare module 'adminjs-src/frontend/store/actions/drop-notice.js' {
  export function dropNotice(id: string): { readonly type: string }
}
declare module 'redux' {
  export interface Store {
    getState(): Record<string, unknown>
    dispatch(action: { readonly type: string }): void
    subscribe(listener: () => void): () => void
  }
}
declare module 'react-redux' {
  import type { ComponentType, ReactNode } from 'react'
  import type { Store } from 'redux'
  export const Provider: ComponentType<{ readonly store: Store; readonly children: ReactNode }>
}
declare module 'react-i18next' {
  import type { ComponentType, ReactNode } from 'react'
  export const I18nextProvider: ComponentType<{ readonly i18n: never; readonly children: ReactNode }>
}
declare module '@adminjs/design-system/styled-components' {
  import type { ComponentType, ReactNode } from 'react'
  export const ThemeProvider: ComponentType<{ readonly theme: unknown; readonly children: ReactNode }>
}
