/** The screens' start: who am I, what is there, then the frame with our components in its places. */
import { createRoot } from 'react-dom/client'
import { localeFrom } from '../../kernel/texts.js'
import { ApiError } from './api/client.js'
import { readPreferences } from './api/preferences.js'
import { readSession, speak } from './api/session.js'
import { loadModel } from './model/model-store.js'
import { companyZone } from './parts/company-day.js'
import { type Boot, shellOf } from './shell/adapter.js'
import { frameComponents } from './shell/frame-components.js'
import { readBoot } from './shell/read-boot.js'
import { StartFailure } from './shell/start-failure.js'

const boot = readBoot<Boot & { readonly language: string; readonly timeZone: string }>()
const root = createRoot(boot.element)
speak(localeFrom(boot.data.language))
companyZone.set(boot.data.timeZone)

Promise.all([readSession(), loadModel(), readPreferences()]).then(
  () => root.render(shellOf(boot.data, frameComponents)),
  (error: unknown) => {
    if (error instanceof ApiError && error.status === 401) return toLogin()
    root.render(<StartFailure error={error} />)
  },
)

function toLogin(): void {
  window.location.assign(`/admin/login?next=${encodeURIComponent(window.location.pathname + window.location.search)}`)
}
