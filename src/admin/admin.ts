/**
 * Room `admin`: the screens and the operators' console. The shell is a real AdminJS instance, one a model version, that knows the names of
 * resources and nothing else; every screen reads `/api/v1`, and what a visitor may see is decided there. May import `http/` and below.
 */
import { type Request, type Response, Router } from 'express'
import { findAct } from '../http/act.js'
import type { Mount, WebKit } from '../http/web-app.js'
import { type Assets, readAssets, serveAssets } from './assets.js'
import { sendPage } from './page.js'
import type { Shells } from './shells.js'

export interface AdminDeps {
  /** Folder that `buildAdmin` filled: `dist/admin-assets`. */
  readonly assetsFolder: string
  /** The company's IANA zone: which day it is on the screens. */
  readonly timeZone: string
}

const loginPath = '/admin/login'

/** The pages under `/admin`. AdminJS's own data API does not exist: `/admin/api/*` answers 404 like every other unknown path. */
export function createAdmin(deps: AdminDeps): Mount {
  readAssets(deps.assetsFolder)
  return { path: '/admin', router: (kit) => routerOf(deps, kit) }
}

/** The list of assets is read anew for every page: a build beside a running server is picked up. */
function routerOf(deps: AdminDeps, kit: WebKit): Router {
  const router = Router()
  const assets = () => readAssets(deps.assetsFolder)
  router.get('/assets/:file', serveAssets(deps.assetsFolder))
  router.get('/login', (request, response) => showLogin(request, response, assets()))
  router.get(['/', '/resources/{*path}', '/pages/{*path}'], kit.recognise, (request, response) =>
    showScreens({ ...deps, assets: assets() }, request, response),
  )
  router.use((_request, response) => void response.status(404).type('text/plain').send('Not Found'))
  return router
}

/** Loads AdminJS (seconds, 160 MB). Call it once the server listens; a page asked for earlier waits for the same load. */
export async function warmAdmin(): Promise<void> {
  await shells()
}

let loading: Promise<Shells> | undefined

/** AdminJS reads its folder and bundling flags at import: they are set before, and the folder has no dot (Express refuses those). */
function shells(): Promise<Shells> {
  process.env.ADMIN_JS_TMP_DIR ??= 'adminjs-build'
  process.env.ADMIN_JS_SKIP_BUNDLE = 'true'
  loading ??= import('./shells.js').then(({ openShells }) => openShells())
  return loading
}

function showLogin(request: Request, response: Response, assets: Assets): void {
  sendPage(response, { assets, entry: 'login', boot: {}, language: languageOf(request) })
}

type Screens = AdminDeps & { readonly assets: Assets }

async function showScreens({ assets, timeZone }: Screens, request: Request, response: Response): Promise<void> {
  const visitor = findAct(request)
  if (visitor === undefined) {
    response.redirect(302, `${loginPath}?next=${encodeURIComponent(request.originalUrl)}`)
    return
  }
  const shell = (await shells()).shellFor(visitor.model)
  const state = await shell.stateFor(visitor)
  const boot = { ...state, modelVersion: visitor.model.version, locale: visitor.actor.locale, timeZone }
  sendPage(response, { assets, entry: 'main', boot, language: visitor.actor.locale })
}

/** The page's first language before anybody is known: what the browser asks for, Chinese when in doubt. */
function languageOf(request: Request): 'zh-CN' | 'en' {
  return request.acceptsLanguages(['zh-CN', 'zh', 'en']) === 'en' ? 'en' : 'zh-CN'
}
