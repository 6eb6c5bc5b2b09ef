import { afterEach, expect, it } from '@jest/globals'
import { testWorld } from '../support/database.js'
import { openSite, type Site } from '../support/processes.js'
import { killAndRetry } from '../support/web-kills.js'

let site: Site | undefined
afterEach(() => site?.drop())

const kills = testWorld() === 'servers' ? 5 : 3

it(`makes each order once and whole, though the process is killed ${kills} times in the middle of requests`, async () => {
  site = await openSite()

  const outcome = await killAndRetry(site, { kills, atOnce: 8 })

  expect(outcome).toEqual({ asked: kills * 8, refused: [], notOnce: [], halves: [], broken: [] })
})
