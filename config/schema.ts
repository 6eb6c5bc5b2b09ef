import { isIP } from 'node:net'
import { z } from 'zod'
import type { Variable } from './variables.js'
import { isWeakKey } from './weak-keys.js'

const hostName = z.string().regex(/^(?!-)[A-Za-z0-9.:_-]+$/)
const folder = z.string().regex(/^[^\0]+$/)
const flag = z.enum(['0', '1', 'false', 'true']).transform((text) => text === '1' || text === 'true')
const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().max(65535))

const addressOf = (schemes: readonly string[], isComplete: (url: URL) => boolean = () => true) =>
  z.string().refine((text) => {
    if (!URL.canParse(text)) return false
    const url = new URL(text)
    return schemes.includes(url.protocol) && isComplete(url)
  })

const namesDatabase = (url: URL) => url.hostname !== '' && /^\/[^/]+$/.test(url.pathname)
const hasHost = (url: URL) => url.hostname !== ''
const isOrigin = (url: URL) => hasHost(url) && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
const isFolder = (url: URL) => url.host === '' && url.pathname.length > 1

const proxyNames = ['loopback', 'linklocal', 'uniquelocal']

const proxyHops = z.string().regex(/^\d$/).transform(Number)
const proxyNetworks = z
  .string()
  .transform((text) => text.split(',').map((network) => network.trim()))
  .pipe(z.array(z.string().refine(isNetwork)).min(1))

/** `true` is not among them: it would believe any address a visitor claims to come from. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const isBits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= 128)
  return proxyNames.includes(text) || (isIP(address) > 0 && isBits && rest.length === 0)
}

const hostList = z
  .string()
  .transform((text) => text.split(',').map((host) => host.trim()))
  .pipe(z.array(hostName).min(1))

const timeZone = z.string().refine((name) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
})

/** The variables one by one; what they mean together is checked in index.ts. */
export const environment = z.object({
  PORT: port.default(3000),
  HOST: hostName.optional(),
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  DATABASE_URL: addressOf(['mysql:', 'mariadb:', 'postgres:', 'postgresql:'], namesDatabase).optional(),
  REDIS_URL: addressOf(['redis:', 'rediss:'], hasHost).optional(),
  DATA_DIR: folder.default('./data'),
  FILES_URL: addressOf(['file:'], isFolder).optional(),
  SECRET_KEY: z
    .string()
    .refine((key) => !isWeakKey(key))
    .optional(),
  BASE_URL: addressOf(['http:', 'https:'], isOrigin).optional(),
  TRUST_PROXY: z.union([proxyHops, proxyNetworks]).default(0),
  SMTP_URL: addressOf(['smtp:', 'smtps:'], hasHost).optional(),
  BACKUP_DIR: folder.optional(),
  DEMO: flag.optional(),
  DEMO_PASSWORD: z.string().min(8).optional(),
  TIME_ZONE: timeZone.default('Asia/Shanghai'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SYNC_ALLOW_PRIVATE: hostList.default([]),
  SYNC_SECRET: z.string().min(16).optional(),
  SYNC_URL: addressOf(['http:', 'https:'], hasHost).optional(),
} satisfies Record<Variable, z.ZodType>)

export type Environment = z.output<typeof environment>
