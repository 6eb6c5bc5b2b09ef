import { hash, verify } from '@node-rs/argon2'
import { InvalidError } from '../kernel/errors.js'
import type { Text } from '../kernel/texts.js'
import { isAmongWorst } from './worst-passwords.js'

/** OWASP's argon2id setting: 19 MiB, two passes, one lane; about 60 ms a try. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const shortest = 10
const longest = 200

export interface Hasher {
  hash(password: string): Promise<string>
  /** Takes the same time for an unknown user: null is compared with a hash nobody has the password of. */
  verify(stored: string | null, password: string): Promise<boolean>
}

export function argonHasher(): Hasher {
  let nobody: Promise<string> | undefined
  return {
    hash: (password) => hash(password, cost),
    verify: async (stored, password) => {
      nobody ??= hash(`nobody ${Math.random()}`, cost)
      const isRight = await verify(stored ?? (await nobody), password.slice(0, longest))
      return isRight && stored !== null
    },
  }
}

/**
 * Length before composition (NIST SP 800-63B): at least 10 characters, not the login, not one that everybody tries first.
 * @throws InvalidError `weak-password`
 */
export function assertPassword(password: string, login: string, at: string): void {
  const reason = weaknessOf(password, login)
  if (reason === undefined) return
  throw new InvalidError('weak-password', reason, { errors: [{ at, code: 'weak-password', message: reason }] })
}

function weaknessOf(password: string, login: string): Text | undefined {
  if (password.length < shortest) return { zh: `密码至少 ${shortest} 个字符。`, en: `A password has at least ${shortest} characters.` }
  if (password.length > longest) return { zh: `密码最多 ${longest} 个字符。`, en: `A password has at most ${longest} characters.` }
  const plain = password.toLowerCase()
  if (login !== '' && isRepetitionOf(plain, login.toLowerCase()))
    return { zh: '密码不能由账号组成。', en: 'A password must not be the login.' }
  if (isAmongWorst(plain)) return { zh: '这个密码太常见。', en: 'This password is too common.' }
  return undefined
}

/** `ada`, `adaada`, `ada-ada`, `ada2026`: the login with nothing of one's own but digits and marks. */
function isRepetitionOf(password: string, login: string): boolean {
  return password.replaceAll(login, '').replace(/[^\p{L}]/gu, '') === '' && password.includes(login)
}
