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
/** In which language the server's own sentences come: it follows a moment behind. */
export const serverLocale = storeOf<Locale>('zh-CN')

/** Who am I: fills the user, the token and the language. */
export async function readSession(): Promise<void> {
  const session = await call<Session>('/session')
  csrfToken.set(session.csrfToken)
  currentUser.set(session.user)
  systemRights.set(session.rights ?? [])
  roleLabels.set((session.roles ?? []).map(({ label }) => label))
  speak(localeFrom(session.user.locale))
  serverLocale.set(locale.get())
}

/** Switches every text on the screen; what is typed stays. The server's sentences follow once it knows. */
export async function switchTo(next: Locale): Promise<void> {
  speak(next)
  await call('/preferences', { method: 'PATCH', body: { locale: next } })
  serverLocale.set(next)
}

/** Signs in. A language that was chosen before is theirs from now on; that it could not be kept keeps nobody out. */
export async function openSession(proof: Readonly<Record<string, string>>, chosen: Locale | undefined): Promise<void> {
  const session = await call<Session>('/session', { method: 'POST', body: proof })
  csrfToken.set(session.csrfToken)
  if (chosen !== undefined && chosen !== session.user.locale) await switchTo(chosen).catch(() => undefined)
}

/** Switches the texts that are at hand. */
export function speak(next: Locale): void {
  document.documentElement.lang = next
  locale.set(next)
}
