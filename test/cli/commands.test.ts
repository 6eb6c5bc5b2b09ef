import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Secret, TOTP } from 'otpauth'
import { askServer, openChannel } from '../../src/cli/channel.js'
import { commands } from '../../src/cli/commands.js'
import { runCommand } from '../../src/cli/run-command.js'
import { usageOf } from '../../src/cli/usage.js'
import { anOrder, aShop, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform

beforeAll(async () => {
  platform = await testPlatform()
})

afterAll(() => platform.drop())

/** Types a command, and reads what it answers. */
async function type(...argv: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const lines: string[] = []
  const command = commands.find(({ name }) => name === argv[0])
  if (command === undefined) throw new Error(`no command ${argv[0]}`)
  const { settings, database, clock } = platform
  const desk = {
    settings,
    database,
    clock,
    platform: async () => platform,
    cwd: process.cwd(),
    say: (line: string) => void lines.push(line),
  }
  return { code: await runCommand(command, argv.slice(1), desk), text: lines.join('\n') }
}

const passwordIn = (text: string): string => /Password: +(\S+)/.exec(text)?.[1] ?? ''
const signIn = (login: string, password: string) =>
  platform.accounts.signIn({ login, password, otp: null, visitor: { address: '127.0.0.1', agent: 'test' }, previous: null })

describe('typing', () => {
  it('wrongly is answered with how to type it, in both languages', async () => {
    expect(await type('user:create')).toMatchObject({ code: 2, text: expect.stringMatching(/缺少参数.*missing[\s\S]*--role <role>/) })
    expect(await type('doctor', '--verbose')).toMatchObject({ code: 2, text: expect.stringContaining('--verbose') })
    expect(await type('model', 'ordr')).toMatchObject({ code: 2, text: expect.stringContaining('Did you mean “order”?') })
    expect(await type('seed', '--orders', 'many')).toMatchObject({ code: 2, text: expect.stringContaining('--orders') })
  })

  it('an unknown command lists them all', () => {
    const text = usageOf(commands, 'dcotor')
    for (const { name } of commands) expect(text).toContain(`\n  ${name}`)
    expect(text).toContain('“dcotor”')
  })
})

describe('users', () => {
  it('get a random password that lets them in, and a new one that replaces it', async () => {
    const made = await type('user:create', 'ops', '--name', '运维', '--role', 'manager', '--role', 'designer')
    expect(made.code).toBe(0)
    await expect(signIn('ops', passwordIn(made.text))).resolves.toMatchObject({
      actor: { roles: expect.arrayContaining(['manager', 'designer']) },
    })

    const changed = await type('user:password', 'ops')
    await expect(signIn('ops', passwordIn(made.text))).rejects.toMatchObject({ code: expect.any(String) })
    await expect(signIn('ops', passwordIn(changed.text))).resolves.toBeDefined()
  })

  it('who lost their second factor get in without it', async () => {
    const made = await type('user:create', 'otto', '--name', 'Otto', '--role', 'manager')
    const { actor } = await signIn('otto', passwordIn(made.text))
    const { secret } = await platform.accounts.otp.start(actor)
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: platform.clock.now() })
    await platform.accounts.otp.confirm(actor, code, '127.0.0.1')
    await expect(signIn('otto', passwordIn(made.text))).rejects.toMatchObject({ code: 'otp-required' })

    expect(await type('user:otp', 'otto')).toMatchObject({ code: 0 })
    await expect(signIn('otto', passwordIn(made.text))).resolves.toBeDefined()
    expect(await type('user:otp', 'nobody')).toMatchObject({ code: 2 })
  })

  it('need a role that there is', async () => {
    expect(await type('user:create', 'x1', '--name', 'X', '--role', 'king')).toMatchObject({
      code: 2,
      text: expect.stringContaining('salesRep'),
    })
    expect(await type('user:password', 'nobody')).toMatchObject({ code: 2 })
  })
})

describe('why', () => {
  it('names the grant that decided', async () => {
    const shop = await aShop(platform, { onHand: '5' })
    const order = await anOrder(platform, shop, { quantity: '1' })
    await platform.as('salesLead', 'lead')

    expect((await type('why', 'lead', 'read', `order/${order.id}`)).text).toMatch(/^可以 \/ yes:[\s\S]*order\.salesLead\.lead/)
    expect((await type('why', 'lead', 'remove', 'stockMove')).text).toMatch(/^不可以 \/ no/)
    expect(await type('why', 'lead', 'read', 'order/x')).toMatchObject({ code: 2 })
  })
})

describe('model', () => {
  it('prints one resource with its tables, and nothing else', async () => {
    const { text } = await type('model', 'unit')
    expect(text).toMatch(/^resource unit/)
    expect(text).toContain('table unit__search')
    expect(text).not.toMatch(/resource order|^role|lock order/m)
  })
})

describe('doctor', () => {
  it('is content with a sound platform', async () => {
    expect(await type('doctor')).toMatchObject({ code: 0, text: expect.stringContaining('All is well') })
  })

  it('finds books that do not agree, and jobs that were given up', async () => {
    await aShop(platform, { onHand: '3' })
    await platform.database.execute('UPDATE stock_balance SET on_hand = on_hand + 1')
    const at = new Date().toISOString()
    await platform.database.execute(
      "INSERT INTO dj_outbox (id, topic, payload, state, run_at, attempts, created_at) VALUES (?, 'planted', '{}', 'parked', ?, 9, ?)",
      [platform.ids(), at, at],
    )
    const { code, text } = await type('doctor')
    await platform.database.execute('UPDATE stock_balance SET on_hand = on_hand - 1')
    await platform.database.execute("DELETE FROM dj_outbox WHERE topic = 'planted'")

    expect(code).toBe(1)
    expect(text).toMatch(/TROUBLE 账目/)
    expect(text).toContain('planted: 1')
  })
})

describe('the running server', () => {
  it('carries commands out for whoever owns the folder', async () => {
    const channel = await openChannel(platform)
    const lines: string[] = []
    const code = await askServer(platform.settings, { argv: ['model', 'unit'], cwd: '/' }, (line) => void lines.push(line))
    const wrong = await askServer(platform.settings, { argv: ['user:password', 'nobody'], cwd: '/' }, () => {})
    const mode = statSync(join(platform.settings.dataDir, 'cli.sock')).mode & 0o777
    await channel?.close()

    expect([code, wrong, mode]).toEqual([0, 2, 0o600])
    expect(lines.join('\n')).toContain('resource unit')
    expect(await askServer(platform.settings, { argv: ['doctor'], cwd: '/' }, () => {})).toBeUndefined()
  })
})
