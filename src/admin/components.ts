/** Components of AdminJS's frame that are ours; the browser bundle registers the same names (`app/main.tsx`, held together by a test). */
export const overriddenComponents = [
  'TopBar',
  'SidebarBranding',
  'SidebarResourceSection',
  'SidebarPages',
  'SidebarFooter',
  'NoticeBox',
  'PageRoute',
  'ResourceRoute',
  'ResourceActionRoute',
  'RecordActionRoute',
  'BulkActionRoute',
] as const

/** Screens that resources and pages of the instance name. */
export const ownComponents = ['HomeScreen', 'ListScreen', 'FormScreen', 'RecordScreen', 'PageScreen'] as const

export const pageNames = ['reports', 'alerts', 'notifications', 'profile'] as const
