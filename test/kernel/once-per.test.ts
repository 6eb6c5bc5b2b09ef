import { expect, it } from '@jest/globals'
import { oncePer } from '../../src/kernel/once-per.js'

it('works a thing out once for each object, also where nothing comes of it', () => {
  let times = 0
  const worked = oncePer((_from: object): undefined => {
    times += 1
    return undefined
  })
  const [one, other] = [{}, {}]
  worked(one)
  worked(one)
  worked(other)

  expect(times).toBe(2)
})
