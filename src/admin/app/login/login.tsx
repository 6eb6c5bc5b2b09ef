/** The sign-in page: its own small script, without AdminJS. */
import { createRoot } from 'react-dom/client'
import { localeFrom } from '../../../kernel/texts.js'
import { speak } from '../api/session.js'
import { readBoot } from '../shell/read-boot.js'
import { LoginForm } from './login-form.js'

const boot = readBoot<{ readonly language: string }>()
speak(localeFrom(localStorage.getItem('language') ?? boot.data.language))
createRoot(boot.element).render(<LoginForm />)
