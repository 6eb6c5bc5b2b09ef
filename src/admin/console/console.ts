/**
 * The operators' console of room `admin`: AdminJS's stock screens over the platform's own tables, to look at. GET only, list and show only,
 * for who holds the system right `console`; for everybody else the paths do not exist. The tables bear no secrets (`store/system-tables.ts`),
 * but what audit and job runs tell of the business is told here whole, whatever the reader's grants on records are: that is what the right means.
 */
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { findAct } from '../../http/act.js'
import type { Mount, WebKit } from '../../http/web-app.js'
import type { OpenDatabase } from '../../store/opened.js'
import { serveAssets } from '../assets.js'
import { listQuery } from './list-query.js'
import { readConsoleAssets, sendConsole } from './page.js'
import type { Shell } from './shell.js'
import { isRecordKey, type LookTable, lookTables } from './tables.js'

export interface ConsoleDeps {
  /** TypeORM's connection, with the platform's tables as entities. */
  readonly source: OpenDatabase['source']
  /** Folder that `buildConsole` filled: `dist/console-assets`. */
  readonly assetsFolder: string
}

export function createConsole(deps: ConsoleDeps): Mount {
  readConsoleAssets(deps.assetsFolder)
  return { path: '/console', router: (kit) => routerOf(deps, kit) }
}

const pages = ['/', '/resources/:table', '/resources/:table/actions/list', '/resources/:table/records/:record/show']

function routerOf({ source, assetsFolder }: ConsoleDeps, kit: WebKit): Router {
  const router = Router()
  const shell = loader(source)
  const known = onlyKnown(lookTables(source))
  router.use(kit.recognise, onlyOperators, kit.limitUser)
  router.get('/assets/:file', serveAssets(assetsFolder))
  router.get(pages, known, async (request, response) => showPage(request, response, { shell: await shell(), assetsFolder }))
  router.get('/api/resources/:table/actions/list', known, readQuery(lookTables(source)), async (request, response, next) =>
    (await shell()).routes(request, response, next),
  )
  router.get('/api/resources/:table/records/:record/show', known, readQuery(), async (request, response, next) =>
    (await shell()).routes(request, response, next),
  )
  return router
}

/** AdminJS is loaded by the first operator who comes; a worker never does, and no readiness waits for it. */
function loader(source: ConsoleDeps['source']): () => Promise<Shell> {
  let loading: Promise<Shell> | undefined
  return () => {
    process.env.ADMIN_JS_TMP_DIR ??= 'adminjs-build'
    process.env.ADMIN_JS_SKIP_BUNDLE = 'true'
    loading ??= import('./shell.js').then(({ openShell }) => openShell(source))
    return loading
  }
}

/** A stranger who opens a page is asked to sign in, whatever the page; everybody else without the right, or who would act, finds nothing here. */
const onlyOperators: RequestHandler = (request, response, next) => {
  const act = findAct(request)
  if (request.method !== 'GET') return next('router')
  if (act?.actor.system.includes('console') === true) return next()
  const asksForPage = request.accepts(['json', 'html']) === 'html'
  if (act !== undefined || !asksForPage) return next('router')
  response.redirect(302, `/admin/login?next=${encodeURIComponent(request.originalUrl)}`)
}

type Tables = ReadonlyMap<string, LookTable>

/** AdminJS throws at a table it does not know and the database at a key of another kind: neither gets that far. */
function onlyKnown(tables: Tables): RequestHandler {
  return (request, _response, next) => {
    const { table, record } = request.params
    if (table === undefined) return next()
    const found = tables.get(String(table))
    const isThere = found !== undefined && (record === undefined || isRecordKey(found, String(record)))
    next(isThere ? undefined : 'router')
  }
}

/** The platform parses no queries by itself; AdminJS is given what its list may be asked and nothing else. */
function readQuery(tables?: Tables): RequestHandler {
  return (request, _response, next) => {
    const table = tables?.get(String(request.params.table))
    const asked = new URLSearchParams(request.originalUrl.split('?').slice(1).join('?'))
    Object.defineProperty(request, 'query', { value: table === undefined ? {} : listQuery(table, asked), configurable: true })
    next()
  }
}

interface Ready {
  readonly shell: Shell
  readonly assetsFolder: string
}

async function showPage(request: Request, response: Response, { shell, assetsFolder }: Ready): Promise<void> {
  const actor = findAct(request)?.actor
  const locale = actor?.locale ?? 'zh-CN'
  const boot = await shell.bootFor(locale, actor?.login ?? '')
  sendConsole(response, { boot, locale, assets: readConsoleAssets(assetsFolder) })
}
