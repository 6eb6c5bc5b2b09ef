/** The only file of the shell that loads AdminJS; it is imported once the server listens. */
import AdminJS, { type AdminJSOptions, ComponentLoader, Router } from 'adminjs'
import type { Model } from '../compile/model.js'
import { overriddenComponents, ownComponents, pageNames } from './components.js'
import { MetaResource } from './meta-resource.js'
import { readableFor, type Visitor } from './visitor.js'

export interface Shells {
  /** The shell of a model version; made at first use, the last 20 are kept. */
  shellFor(model: Model): Shell
}

export interface Shell {
  stateFor(visitor: Visitor): Promise<ShellState>
}

/** What AdminJS's frame starts from in the browser. */
export interface ShellState {
  readonly state: Readonly<Record<string, unknown>>
  readonly theme: unknown
}

const kept = 20

export function openShells(): Shells {
  const shells = new Map<number, Shell>()
  return {
    shellFor: (model) => {
      const shell = shells.get(model.version) ?? makeShell(model)
      shells.delete(model.version)
      shells.set(model.version, shell)
      for (const version of [...shells.keys()].slice(0, -kept)) shells.delete(version)
      return shell
    },
  }
}

/** One loader for all instances: names only, the bundle is built by esbuild from `app/`. */
const componentLoader = new ComponentLoader()
for (const name of overriddenComponents) componentLoader.override(name, import.meta.filename)
for (const name of ownComponents) componentLoader.add(name, import.meta.filename)

function makeShell(model: Model): Shell {
  const admin = new AdminJS(optionsFor(model))
  return { stateFor: (visitor) => stateFor(admin, visitor) }
}

function optionsFor(model: Model): AdminJSOptions {
  return {
    rootPath: '/admin',
    loginPath: '/admin/login',
    logoutPath: '/admin/login',
    componentLoader,
    branding: { companyName: 'Danju', withMadeWithLove: false, logo: false },
    locale: { language: 'zh-CN', availableLanguages: ['zh-CN', 'en'], translations: {} },
    dashboard: { component: 'HomeScreen' },
    pages: Object.fromEntries(pageNames.map((name) => [name, { component: 'PageScreen' }])),
    resources: Object.keys(model.resources).map((name) => ({ resource: new MetaResource(name), options: { actions } })),
  }
}

const screen = (component: string) => ({
  component,
  hideActionHeader: true,
  showFilter: false,
  handler: () => {
    throw new Error('AdminJS has no access to records: screens read /api/v1')
  },
})
const absent = { isAccessible: false, isVisible: false }

const actions = {
  list: screen('ListScreen'),
  new: screen('FormScreen'),
  edit: screen('FormScreen'),
  show: screen('RecordScreen'),
  delete: absent,
  bulkDelete: absent,
  search: absent,
}

async function stateFor(admin: AdminJS, visitor: Visitor): Promise<ShellState> {
  const { state, theme } = await stateOf(admin, visitor.actor.login)
  const readable = readableFor(visitor)
  const resources = (state.resources as readonly { readonly id: string }[]).filter(({ id }) => readable.has(id))
  return { state: { ...state, resources }, theme }
}

/** What AdminJS would start its frame with, for somebody of this login. */
export async function stateOf(admin: AdminJS, login: string): Promise<ShellState> {
  const html = await frameOf(admin, login)
  const state = lineOf(html, 'REDUX_STATE') as Readonly<Record<string, unknown>>
  return { state: { ...state, session: { email: login } }, theme: lineOf(html, 'THEME') }
}

/** AdminJS's own page; its controllers all render the same one. */
async function frameOf(admin: AdminJS, login: string): Promise<string> {
  const Controller = Router.routes.find(({ path }) => path === '')?.Controller as unknown as FrameController | undefined
  if (Controller === undefined) throw new Error('AdminJS has no start page any more: its router has changed')
  return new Controller({ admin }, { email: login }).index()
}

type FrameController = new (owner: { readonly admin: AdminJS }, user: { readonly email: string }) => { index(): Promise<string> }

/** Takes one line of data out of AdminJS's page; JSON has no raw line break, so the line is the whole of it. */
export function lineOf(html: string, name: 'REDUX_STATE' | 'THEME'): unknown {
  const start = `        window.${name} = `
  const line = html.split('\n').find((each) => each.startsWith(start))
  if (line === undefined) throw new Error(`AdminJS's page has no line ${name} any more: its layout has changed`)
  return JSON.parse(line.slice(start.length, -1))
}
