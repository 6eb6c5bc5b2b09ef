import { describe, expect, it } from '@jest/globals'
import { askedTogether } from '../../src/accounts/asked-together.js'

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

function asker(answers: ReadonlyMap<string, string>) {
  const asked: (readonly string[])[] = []
  const find = askedTogether(async (keys) => {
    asked.push(keys)
    await turn()
    return answers
  })
  return { asked, find }
}

describe('questions of one turn', () => {
  it('go together, each key once, and each gets its own answer', async () => {
    const { asked, find } = asker(new Map([['a', 'A']]))
    expect(await Promise.all([find('a'), find('b'), find('a')])).toEqual(['A', undefined, 'A'])
    expect(asked).toEqual([['a', 'b']])
  })

  it('are never answered by what was asked before them', async () => {
    const answers = new Map([['a', 'before']])
    const { asked, find } = asker(answers)
    const first = find('a')
    await turn()
    answers.set('a', 'after')
    const second = find('a')
    await Promise.all([first, second])
    expect(asked).toEqual([['a'], ['a']])
    expect(await second).toBe('after')
  })

  it('are not more than a statement takes', async () => {
    const { asked, find } = asker(new Map())
    await Promise.all(Array.from({ length: 1_200 }, (_, at) => find(`key ${at}`)))
    expect(asked.map((keys) => keys.length)).toEqual([500, 500, 200])
  })

  it('fail together, and the next ones do not', async () => {
    let isDown = true
    const find = askedTogether(async (keys) => {
      if (isDown) throw new Error('down')
      return new Map(keys.map((key) => [key, key]))
    })
    const outcomes = await Promise.allSettled([find('a'), find('b')])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    isDown = false
    expect(await find('a')).toBe('a')
  })
})
