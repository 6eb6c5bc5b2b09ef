import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createNotify, type Notifying } from '../../src/notify/notify.js'
import { createMail, type Mail } from '../../src/outbound/mail.js'
import type { Context } from '../../src/records/door.js'
import { platformFields } from '../../src/records/writing/platform-field.js'
import { type Office, openOffice } from '../queue/support/office.js'

let office: Office
let ada: Context
let bo: Context
let platform: Context
let post: PostOffice
let mail: Mail
let notify: Notifying

beforeAll(async () => {
  office = await openOffice()
  ada = await office.as('salesRep', 'ada')
  bo = await office.as('salesRep', 'bo')
  platform = office.contextFor({ ...office.admin.actor, roles: ['platform'], system: [] })
  post = await openPostOffice()
  mail = createMail(`smtp://127.0.0.1:${post.port}`, 'danju.test')
  notify = createNotify({ ...office, actorFor, setPlatformField: platformFields(office), mail, baseUrl: 'http://danju.test' })
})

afterAll(async () => {
  mail.close()
  await post.close()
  await office.drop()
})

const given = (context: Context, title: string, severity = 'warning') =>
  office.records.create(platform, 'notification', { recipient: context.actor.id, title, severity, linkResource: 'order', linkId: '1' })
const actorFor = (userId: string) => office.accounts.actorFor({ userId, model: office.models.current(), via: 'job' })
const titles = async (context: Context, unread: boolean | null = null) =>
  (await notify.list(context, { unread, after: null, size: 50 })).data.map(({ title }) => title)

describe('notifications', () => {
  it('are their recipient’s own, newest first, and counted until they are read', async () => {
    const first = await given(ada, 'one')
    await given(ada, 'two')
    await given(bo, 'other')

    expect(await titles(ada)).toEqual(['two', 'one'])
    expect(await notify.unread(ada)).toBe(2)
    expect(await notify.markRead(ada, [first.id])).toEqual({ id: ada.actor.id, unread: 1 })
    expect([await titles(ada, true), await titles(ada, false)]).toEqual([['two'], ['one']])
    expect(await notify.markRead(ada, 'all')).toEqual({ id: ada.actor.id, unread: 0 })
    expect(await notify.unread(bo)).toBe(1)
  })

  it('are not marked by others', async () => {
    const { id } = await given(ada, 'mine')

    await notify.markRead(bo, [id])

    expect(await titles(ada, true)).toContain('mine')
  })

  it('reach the recipient’s browsers and their mailbox, once', async () => {
    await setEmail(ada, 'ada@company.test')
    const heard: string[] = []
    const stop = office.signals.subscribe('notification', (message) => heard.push(message))
    const { id } = await given(ada, 'Stock is low\r\nBcc: all@company.test')

    await notify.deliver(platform, id)
    await notify.deliver(platform, id)
    stop()

    expect(heard).toEqual([ada.actor.id])
    expect(post.letters).toHaveLength(1)
    expect(post.letters[0]).toMatch(/^To: ada@company\.test/m)
    expect(post.letters[0]).toContain(`<notification-${id}@danju.test>`)
    expect(post.letters[0]).not.toMatch(/^Bcc:/m)
    expect((await office.records.get(platform, 'notification', id)).deliveredAt).toMatch(/^20/)
  })

  it('of little weight send no mail, nor do those of people without an address', async () => {
    post.letters.length = 0
    await notify.deliver(platform, (await given(ada, 'by the way', 'info')).id)
    await notify.deliver(platform, (await given(bo, 'urgent', 'critical')).id)
    await notify.deliver(platform, '1')

    expect(post.letters).toEqual([])
  })

  it('are tried again while the mail server is away', async () => {
    const { id } = await given(ada, 'later')
    const dead = createMail('smtp://127.0.0.1:1', 'danju.test')
    const write = async () => {}
    const cut = createNotify({
      ...office,
      actorFor,
      setPlatformField: write,
      mail: dead,
      baseUrl: 'http://danju.test',
    })

    await expect(cut.deliver(platform, id)).rejects.toMatchObject({ code: 'mail-unavailable' })
    expect((await office.records.get(platform, 'notification', id)).deliveredAt).toBeNull()
  })
})

async function setEmail(context: Context, email: string): Promise<void> {
  const id = String(context.actor.id)
  const { version } = await office.records.get(office.admin, 'user', id)
  await office.records.update(office.admin, 'user', id, { email }, Number(version))
}

interface PostOffice {
  readonly port: number
  readonly letters: string[]
  close(): Promise<void>
}

/** As much SMTP as a letter needs (RFC 5321). */
async function openPostOffice(): Promise<PostOffice> {
  const letters: string[] = []
  const server: Server = createServer((socket) => talk(socket, letters))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { port, letters, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

function talk(socket: Socket, letters: string[]): void {
  let text = ''
  let isLetter = false
  socket.on('error', () => {})
  socket.write('220 post\r\n')
  socket.on('data', (chunk) => {
    text += chunk
    if (isLetter && !text.includes('\r\n.\r\n')) return
    if (isLetter) letters.push(text.slice(0, text.indexOf('\r\n.\r\n')))
    const word = isLetter ? 'DONE' : text.slice(0, 4).toUpperCase()
    isLetter = word === 'DATA'
    text = ''
    socket.write(isLetter ? '354 go\r\n' : word === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n')
  })
}
