/** The only file of the console that loads AdminJS, its Express routes and its TypeORM adapter. */
import { buildRoutes } from '@adminjs/express'
import AdminJS, { type AdminJSOptions, Router as AdminRouter } from 'adminjs'
import { Router } from 'express'
import type { Locale } from '../../kernel/texts.js'
import type { OpenDatabase } from '../../store/opened.js'
import { type ShellState, stateOf } from '../shells.js'
import { SystemResource } from './system-resource.js'
import { type LookTable, lookTables } from './tables.js'
import { iconOf, listOf, startOf, titleOf, translationsFor } from './texts.js'

export interface Shell {
  /** AdminJS's own routes for a list and a record. */
  readonly routes: Router
  bootFor(locale: Locale, login: string): Promise<ConsoleBoot>
}

/** What the page starts from. */
export interface ConsoleBoot extends ShellState {
  readonly start: ReturnType<typeof startOf>
}

type Source = OpenDatabase['source']

export function openShell(source: Source): Shell {
  const tables = [...lookTables(source).values()]
  const names = tables.map(({ name }) => name)
  const admins = { 'zh-CN': adminFor('zh-CN', tables), en: adminFor('en', tables) }
  return {
    routes: routesOf(admins.en),
    bootFor: async (locale, login) => ({ ...(await stateOf(admins[locale], login)), start: startOf(locale, names) }),
  }
}

const readingRoutes = ['/api/resources/{resourceId}/actions/{action}', '/api/resources/{resourceId}/records/{recordId}/{action}']

/** Only what looks; without `buildRouter`, which would read bodies and uploads of whoever sends one. */
function routesOf(admin: AdminJS): Router {
  const router = Router()
  const routes = AdminRouter.routes.filter(({ method, path }) => method === 'GET' && readingRoutes.includes(path))
  if (routes.length !== readingRoutes.length) throw new Error('AdminJS has other routes than it had: its router has changed')
  buildRoutes({ admin, routes, router: router as never })
  return router
}

const font = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'

function adminFor(locale: Locale, tables: readonly LookTable[]): AdminJS {
  const names = tables.map(({ name }) => name)
  const options: AdminJSOptions = {
    rootPath: '/console',
    loginPath: '/admin/login',
    logoutPath: '/admin',
    branding: { companyName: 'Danju', withMadeWithLove: false, logo: false, theme: { font } as never },
    locale: { language: locale, availableLanguages: [locale], translations: { [locale]: translationsFor(locale, names) } },
    dashboard: { component: 'ConsoleStart' },
    resources: tables.map((table) => ({ resource: new SystemResource(table.target as never), options: readOnly(table) })),
  }
  return new AdminJS(options)
}

const off = { isAccessible: false, isVisible: false }

function readOnly({ name, key, columns }: LookTable) {
  const [first = 'id', ...others] = key
  const show = others.length === 0 ? {} : { show: off }
  const listed = listOf(name)
  return {
    ...(listed === undefined ? {} : { listProperties: [...listed] }),
    navigation: { name: null, icon: iconOf(name) },
    titleProperty: titleOf(name) ?? first,
    sort: { sortBy: columns.has('done_at') ? 'done_at' : first, direction: 'desc' as const },
    actions: { new: off, edit: off, delete: off, bulkDelete: off, search: off, ...show },
  }
}
