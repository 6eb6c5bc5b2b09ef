import { afterEach, expect, it } from '@jest/globals'
import { openSite, type Site } from '../support/processes.js'
import { killAndRetry } from '../support/web-kills.js'

let site: Site | undefined
afterEach(() => site?.drop())

it('makes each order once and whole, though the process is killed 30 times in the middle of requests', async () => {
  site = await openSite()

  const outcome = await killAndRetry(site, { kills: 30, atOnce: 8 })

  expect(outcome).toEqual({ asked: 240, refused: [], notOnce: [], halves: [], broken: [] })
}, 1_200_000)
