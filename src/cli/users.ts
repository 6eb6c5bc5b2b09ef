import { randomPassword } from '../accounts/reset-password.js'
import { actorAs } from '../permissions/platform-actor.js'
import type { Platform } from '../platform.js'
import { type GroundCommand, UsageError } from './command.js'

export const userCreate: GroundCommand = {
  name: 'user:create',
  usage: '<login> --name <name> --role <role> [--role <role> …]',
  summary: {
    zh: '新建用户并授予角色；随机密码只打印这一次。',
    en: 'Makes a user and gives roles; the random password is printed this once.',
  },
  needs: 'database',
  words: [1, 1],
  options: { name: { type: 'string' }, role: { type: 'string', multiple: true } },
  run: async ({ words: [login = ''], options }, { platform: open, say }) => {
    const platform = await open()
    const name = typeof options.name === 'string' ? options.name : ''
    if (name === '') throw new UsageError({ zh: '缺少 --name。', en: '--name is missing.' })
    const roles = rolesIn(platform, options.role)
    const password = randomPassword()
    const actor = actorAs(platform.models.current(), 'admin', { login: 'cli', name: '命令行', via: 'job' })
    await platform.accounts.createUser(platform.contextFor(actor, 'cli'), { login, name, roles, password })
    tell(say, login, password)
    return 0
  },
}

export const userPassword: GroundCommand = {
  name: 'user:password',
  usage: '<login>',
  summary: {
    zh: '重设密码并结束此人的所有会话；随机密码只打印这一次。',
    en: 'Sets a new password and ends all of the user’s sessions; the random password is printed this once.',
  },
  needs: 'database',
  words: [1, 1],
  run: async ({ words: [login = ''] }, { platform: open, say }) => {
    const platform = await open()
    const user = await userNamed(platform, login)
    const password = randomPassword()
    await platform.accounts.setPassword(user, password)
    tell(say, login, password)
    return 0
  },
}

export const userOtp: GroundCommand = {
  name: 'user:otp',
  usage: '<login>',
  summary: {
    zh: '关闭此人的两步验证（手机和恢复码都丢失时）；请先确认本人身份。',
    en: 'Turns the user’s second factor off, when phone and recovery codes are both lost; make sure who asks.',
  },
  needs: 'database',
  words: [1, 1],
  run: async ({ words: [login = ''] }, { platform: open, say }) => {
    const platform = await open()
    await platform.accounts.otp.forget(await userNamed(platform, login))
    say(`已关闭“${login}”的两步验证。 The second factor of “${login}” is off.`)
    return 0
  },
}

async function userNamed({ accounts, models }: Platform, login: string): Promise<string> {
  const user = await accounts.userByLogin(models.current(), login)
  if (user === null) throw new UsageError({ zh: `没有用户“${login}”。`, en: `There is no user “${login}”.` })
  return user
}

function tell(say: (line: string) => void, login: string, password: string): void {
  say(`登录名 / Login:    ${login}`)
  say(`密码 / Password:   ${password}`)
  say('此密码只显示这一次，请登录后修改。 Shown only this once; change it after signing in.')
}

function rolesIn({ models }: Platform, given: string | readonly string[] | undefined): readonly string[] {
  const roles = Array.isArray(given) ? (given as readonly string[]) : []
  const known = Object.values(models.current().roles).filter(({ internal }) => !internal)
  const list = known.map(({ name }) => name).join(', ')
  if (roles.length === 0) throw new UsageError({ zh: `缺少 --role；可用角色：${list}。`, en: `--role is missing; there are ${list}.` })
  const unknown = roles.find((role) => !known.some(({ name }) => name === role))
  if (unknown === undefined) return roles
  throw new UsageError({ zh: `没有角色“${unknown}”；可用角色：${list}。`, en: `There is no role “${unknown}”; there are ${list}.` })
}
