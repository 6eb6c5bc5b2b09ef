/** The only file of the console that loads AdminJS, its Express routes and its TypeORM adapter. */
import AdminJSExpress from '@adminjs/express'
import { Database, Resource } from '@adminjs/typeorm'
import AdminJS, { type AdminJSOptions } from 'adminjs'
import type { Router } from 'express'
import type { OpenDatabase } from '../store/opened.js'
import { type ShellState, stateOf } from './shells.js'

export interface ConsoleShell {
  readonly router: Router
  stateFor(login: string): Promise<ShellState>
}

type Source = OpenDatabase['source']

export function openConsole(source: Source): ConsoleShell {
  AdminJS.registerAdapter({ Resource, Database })
  const admin = new AdminJS(optionsFor(source))
  const router = AdminJSExpress.buildRouter(admin) as unknown as Router
  return { router, stateFor: (login) => stateOf(admin, login) }
}

function optionsFor(source: Source): AdminJSOptions {
  return {
    rootPath: '/console',
    loginPath: '/admin/login',
    logoutPath: '/admin/login',
    branding: { companyName: 'Danju console', withMadeWithLove: false, logo: false },
    locale: { language: 'en', availableLanguages: ['en'], translations: {} },
    resources: source.entityMetadatas.map((entity) => ({ resource: entity.target, options: readOnly(entity) })),
  }
}

type Entity = Source['entityMetadatas'][number]

const off = { isAccessible: false, isVisible: false }

/** What has two keys cannot be shown by one id: it is only listed. */
function readOnly({ primaryColumns }: Entity) {
  const [key] = primaryColumns
  const show = primaryColumns.length === 1 ? {} : { show: off }
  return {
    navigation: { name: 'Platform', icon: 'Database' },
    sort: { sortBy: key?.propertyName ?? 'id', direction: 'desc' as const },
    actions: { new: off, edit: off, delete: off, bulkDelete: off, search: off, ...show },
  }
}
