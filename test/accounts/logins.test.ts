import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
beforeAll(async () => {
  platform = await testPlatform()
})
afterAll(() => platform.drop())

const aUser = (login: string) => platform.records.create(platform.admin, 'user', { login, name: login })

it('are taken whatever the capitals, for a new user and for one who is called anew', async () => {
  const grace = await aUser('grace')
  const other = await aUser('hopper')
  const taken = { errors: [{ at: 'login', code: 'not-unique' }] }

  await expect(aUser('GRACE')).rejects.toMatchObject(taken)
  await expect(platform.records.update(platform.admin, 'user', other.id, { login: 'Grace' }, 1)).rejects.toMatchObject(taken)
  const renamed = await platform.records.update(platform.admin, 'user', grace.id, { login: 'Grace' }, 1)
  expect(renamed.login).toBe('Grace')
})
