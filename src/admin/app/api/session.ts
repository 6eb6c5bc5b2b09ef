import { type Locale, localeFrom, type Text } from '../../../kernel/texts.js'
import { storeOf } from '../parts/store.js'
import { call, csrfToken } from './client.js'

export interface User {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly roles: readonly string[]
  readonly locale: Locale
}

export interface Session {
  readonly user: User
  readonly csrfToken: string
  /** Rights over the platform itself: `publish`, `console` … */
  readonly rights?: readonly string[]
  /** What the user's roles are called. */
  readonly roles?: readonly { readonly name: string; readonly label: Text }[]
}

const nobody: User = { id: '', login: '', name: '', roles: [], locale: 'zh-CN' }

export const currentUser = storeOf<User>(nobody)
export const roleLabels = storeOf<readonly Text[]>([])
export const systemRights = storeOf<readonly string[]>([])
export const locale = storeOf<Locale>('zh-CN')

/** Who am I: fills the user, the token and the language. */
export async function readSession(): Promise<void> {
  const session = await call<Session>('/session')
  csrfToken.set(session.csrfToken)
  currentUser.set(session.user)
  systemRights.set(session.rights ?? [])
  roleLabels.set((session.roles ?? []).map(({ label }) => label))
  speak(localeFrom(session.user.locale))
}

/** Switches every text on the screen; what is typed stays. */
export function speak(next: Locale): void {
  document.documentElement.lang = next
  locale.set(next)
}
