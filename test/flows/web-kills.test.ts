import { afterEach, expect, it } from '@jest/globals'
import { openSite, type Site } from '../support/processes.js'
import { killAndRetry } from '../support/web-kills.js'

let site: Site | undefined
afterEach(() => site?.drop())

it('makes each order once and whole, though the process is killed 5 times in the middle of requests', async () => {
  site = await openSite()

  const outcome = await killAndRetry(site, { kills: 5, atOnce: 8 })

  expect(outcome).toEqual({ asked: 40, refused: [], notOnce: [], halves: [], broken: [] })
}, 240_000)
