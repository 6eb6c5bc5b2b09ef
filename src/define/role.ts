import type { Text } from '../kernel/texts.js'

/** Rights over the platform itself rather than over business rows. */
export type SystemRight = 'publish' | 'assignRoles' | 'manageUsers' | 'manageJobs' | 'explain' | 'viewAs' | 'backup' | 'audit' | 'console'

export interface Role {
  readonly name: string
  readonly label: Text
  readonly description?: Text
  readonly system?: readonly SystemRight[]
  /** Only jobs and connectors act as it; nobody can hold it. */
  readonly internal?: boolean
}

export const defineRole = (role: Role): Role => role
