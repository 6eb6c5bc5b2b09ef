import { randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { readSettings, SettingsError } from '#config'

const servers = {
  DATABASE_URL: 'mysql://danju@127.0.0.1:3306/danju',
  REDIS_URL: 'redis://127.0.0.1:6379',
  SECRET_KEY: randomBytes(48).toString('base64'),
}

function refusedBy(env: Record<string, string>): string[] {
  try {
    readSettings(env)
  } catch (error) {
    if (error instanceof SettingsError) return error.problems.map(({ name }) => name)
    throw error
  }
  return []
}

describe('an empty environment', () => {
  it('is the embedded world on this machine only, with demo data', () => {
    expect(readSettings({})).toMatchObject({
      world: 'embedded',
      port: 3000,
      host: '127.0.0.1',
      role: 'all',
      demo: true,
      trustProxy: 0,
      timeZone: 'Asia/Shanghai',
      baseUrl: 'http://localhost:3000',
    })
  })

  it('keeps files and backups in the data folder', () => {
    const { dataDir, filesUrl, backupDir } = readSettings({ DATA_DIR: '/srv/danju' })
    expect([dataDir, filesUrl, backupDir]).toEqual(['/srv/danju', 'file:///srv/danju/files', '/srv/danju/backups'])
  })

  it('takes an empty variable as absent', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '', LOG_LEVEL: '' })).toEqual(readSettings({}))
  })

  it('gives settings nobody can change', () => {
    expect(Object.isFrozen(readSettings({}))).toBe(true)
  })
})

describe('an environment with a database server', () => {
  it('listens on every address and makes no demo data', () => {
    expect(readSettings(servers)).toMatchObject({ world: 'servers', host: '0.0.0.0', demo: false, redisUrl: servers.REDIS_URL })
  })

  it('needs Redis and a secret key', () => {
    expect(refusedBy({ DATABASE_URL: servers.DATABASE_URL })).toEqual(['REDIS_URL', 'SECRET_KEY'])
  })

  it('may split web and workers', () => {
    expect(readSettings({ ...servers, ROLE: 'worker' }).role).toBe('worker')
    expect(refusedBy({ ROLE: 'worker' })).toEqual(['ROLE'])
  })

  it('refuses Redis alone, which nothing would use', () => {
    expect(refusedBy({ REDIS_URL: servers.REDIS_URL })).toEqual(['REDIS_URL'])
  })
})

describe('a secret key', () => {
  it.each([
    ['short', 'x8Kq0vJ2mN5pR7tW'],
    ['typed by hand', 'a'.repeat(64)],
    ['counted', '0123456789012345678901234567890123456789'],
    ['printed in a manual', 'some-secret-password-used-to-secure-cookie'],
    ['never filled in', 'please-CHANGE_ME-before-going-live-9f2c7b1a'],
  ])('is refused when it is %s', (_, key) => {
    expect(refusedBy({ ...servers, SECRET_KEY: key })).toEqual(['SECRET_KEY'])
  })
})

describe('a wrong value', () => {
  it.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['HOST', 'not a host'],
    ['ROLE', 'both'],
    ['DATABASE_URL', 'mysql://127.0.0.1:3306'],
    ['DATABASE_URL', 'sqlite://danju.db'],
    ['REDIS_URL', 'http://127.0.0.1:6379'],
    ['FILES_URL', 'ftp://host/folder'],
    ['FILES_URL', 's3://key:secret@host/bucket'],
    ['FILES_URL', 'file://host/folder'],
    ['BASE_URL', 'https://company.cn/danju'],
    ['BASE_URL', 'javascript:alert(1)'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '10.0.0.0/999'],
    ['SMTP_URL', 'mail.company.cn'],
    ['DEMO', 'yes'],
    ['DEMO_PASSWORD', '1234'],
    ['TIME_ZONE', 'Mars/Olympus'],
    ['LOG_LEVEL', 'loud'],
    ['SYNC_URL', 'file:///etc/passwd'],
  ])('of %s (%s) is refused by name', (name, value) => {
    expect(refusedBy({ ...servers, [name]: value })).toEqual([name])
  })

  it('is told together with every other one, what was expected and an example', () => {
    const read = () => readSettings({ PORT: 'x', DEMO: 'maybe', LOG_LEVEL: 'loud' })
    expect(read).toThrow(/PORT: expected a port .* PORT=3000[\s\S]*DEMO: expected 1 or 0[\s\S]*LOG_LEVEL: expected fatal/)
  })

  it('is never repeated, because it may be a password', () => {
    expect(() => readSettings({ SMTP_URL: 'smtq://u:hunter2@mail' })).toThrow(/^(?![\s\S]*hunter2)[\s\S]*SMTP_URL/)
  })
})

it('reads how many proxies stand in front, or which', () => {
  expect(readSettings({ TRUST_PROXY: '2' }).trustProxy).toBe(2)
  expect(readSettings({ TRUST_PROXY: '10.0.0.0/8, loopback' }).trustProxy).toEqual(['10.0.0.0/8', 'loopback'])
})
