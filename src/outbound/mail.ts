import { createTransport } from 'nodemailer'
import { UnavailableError } from '../kernel/errors.js'

export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The same for the same letter: becomes its Message-ID. */
  readonly id: string
}

export interface Mail {
  /** @throws UnavailableError `mail-unavailable` when the mail server does not take it */
  send(letter: Letter): Promise<void>
  close(): void
}

const patienceMs = 10_000

/**
 * Mail through the company's own server.
 * @param url   `smtp://user:password@host:587` or `smtps://…`
 * @param host  of the platform, for the sender's address when the user is no address, and for Message-IDs
 */
export function createMail(url: string, host: string): Mail {
  const transport = createTransport({ url, connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs })
  const from = senderIn(url, host)
  return {
    send: async ({ to, subject, text, id }) => {
      try {
        await transport.sendMail({ from, to: { name: '', address: to }, subject: oneLine(subject), text, messageId: `<${id}@${host}>` })
      } catch (cause) {
        throw new UnavailableError('mail-unavailable', {
          cause,
          details: { message: cause instanceof Error ? cause.message : String(cause) },
        })
      }
    },
    close: () => transport.close(),
  }
}

function senderIn(url: string, host: string): string {
  const user = decodeURIComponent(new URL(url).username)
  return user.includes('@') ? user : `no-reply@${host}`
}

/** A line break in a subject would begin another header. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}
