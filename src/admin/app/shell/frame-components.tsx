import type { ComponentType, ReactElement } from 'react'
import { HomeScreen } from '../pages/home-screen.js'
import { Brand } from './brand.js'
import { Nav } from './nav.js'
import { Notices } from './notices.js'
import { PageRoute, PageScreen } from './page-route.js'
import { FormAction, FormRoute, ListRoute, RecordRoute } from './routes.js'
import { ScreenFrame } from './screen-frame.js'
import { TopBar } from './top-bar.js'

function Nothing(): null {
  return null
}

function Home(): ReactElement {
  return (
    <ScreenFrame name="home">
      <HomeScreen />
    </ScreenFrame>
  )
}

/** The same names as `components.ts` tells the AdminJS instance. */
export const frameComponents: Readonly<Record<string, ComponentType<never>>> = {
  TopBar,
  SidebarBranding: Brand,
  SidebarResourceSection: Nav,
  SidebarPages: Nothing,
  SidebarFooter: Nothing,
  NoticeBox: Notices,
  PageRoute,
  ResourceRoute: ListRoute,
  ResourceActionRoute: FormRoute,
  RecordActionRoute: RecordRoute,
  BulkActionRoute: ListRoute,
  HomeScreen: Home,
  ListScreen: ListRoute,
  FormScreen: FormAction,
  RecordScreen: RecordRoute,
  PageScreen,
}
