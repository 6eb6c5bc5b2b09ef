/**
 * The operators' console: AdminJS's stock screens over the platform's own tables, to look at. Only GET, only list and show, only for who holds
 * the system right `console`; for everybody else it is not there.
 */
import { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express'
import { findAct } from '../http/act.js'
import type { Mount, WebKit } from '../http/web-app.js'
import type { OpenDatabase } from '../store/opened.js'
import type { ConsoleShell } from './console-shell.js'
import { sendConsole } from './console-page.js'

export interface ConsoleDeps {
  /** TypeORM's connection, with the platform's tables as entities. */
  readonly source: OpenDatabase['source']
}

export function createConsole(deps: ConsoleDeps): Mount {
  let loading: Promise<ConsoleShell> | undefined
  const shell = (): Promise<ConsoleShell> => {
    process.env.ADMIN_JS_TMP_DIR ??= 'adminjs-build'
    process.env.ADMIN_JS_SKIP_BUNDLE = 'true'
    loading ??= import('./console-shell.js').then(({ openConsole }) => openConsole(deps.source))
    return loading
  }
  return { path: '/console', router: (kit) => routerOf(shell, kit) }
}

function routerOf(shell: () => Promise<ConsoleShell>, kit: WebKit): Router {
  const router = Router()
  router.use(kit.recognise, onlyOperators, onlyReading)
  router.get('/start/:file', (request, response, next) => sendScript(request, response, next))
  router.get(['/', '/resources/{*path}'], async (request, response) => sendConsole(response, await (await shell()).stateFor(loginOf(request))))
  router.get(['/api/resources/{*path}', '/frontend/assets/:file'], async (request, response, next) => {
    readQuery(request)
    ;(await shell()).router(request, response, next)
  })
  router.use((_request, response) => void response.status(404).type('text/plain').send('Not Found'))
  return router
}

const onlyOperators: RequestHandler = (request, response, next) => {
  const act = findAct(request)
  if (act?.actor.system.includes('console') === true) return next()
  if (act === undefined && request.method === 'GET') return response.redirect(302, `/admin/login?next=${encodeURIComponent(request.originalUrl)}`)
  response.status(404).type('text/plain').send('Not Found')
}

const onlyReading: RequestHandler = (request, response, next) => {
  if (request.method === 'GET') return next()
  response.status(405).set('Allow', 'GET').type('text/plain').send('Method Not Allowed')
}

const loginOf = (request: Request): string => findAct(request)?.actor.login ?? ''

/** The platform parses no queries by itself; AdminJS reads flat ones. */
function readQuery(request: Request): void {
  const query = Object.fromEntries(new URLSearchParams(request.url.split('?').slice(1).join('?')))
  Object.defineProperty(request, 'query', { value: query, configurable: true })
}

/** Two short scripts in files of their own: the page's policy runs nothing inline. */
const scripts: Readonly<Record<string, string>> = {
  'before.js': `const { nonce } = document.currentScript
window.__webpack_nonce__ = nonce
const create = document.createElement
document.createElement = function (name, options) {
  const element = create.call(document, name, options)
  if (/^style$/i.test(name)) element.setAttribute('nonce', nonce)
  return element
}
const boot = JSON.parse(document.getElementById('boot').textContent)
Object.assign(window, { REDUX_STATE: boot.state, THEME: boot.theme, THEME_COMPONENTS: {}, AdminJS: { Components: {} } })
`,
  'after.js': `createRoot(document.getElementById('app')).render(AdminJS.Application)
`,
}

function sendScript(request: Request, response: Response, next: NextFunction): void {
  const script = scripts[String(request.params.file)]
  if (script === undefined) return next()
  response.type('text/javascript').send(script)
}
