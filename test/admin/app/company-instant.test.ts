import { afterEach, describe, expect, it } from '@jest/globals'
import { companyZone } from '../../../src/admin/app/parts/company-day.js'
import { dayOfInstant, instantFrom, lastInstantOf, minuteOfInstant } from '../../../src/admin/app/parts/company-instant.js'

afterEach(() => companyZone.set('Asia/Shanghai'))

describe("days and minutes of the company's zone", () => {
  it('L3 begin and end where the day does, and read back as that day', () => {
    expect([instantFrom('2026-11-22'), lastInstantOf('2026-11-22')]).toEqual(['2026-11-21T16:00:00.000Z', '2026-11-22T15:59:59.999Z'])
    expect([dayOfInstant('2026-11-21T16:00:00.000Z'), dayOfInstant('2026-11-22T15:59:59.999Z')]).toEqual(['2026-11-22', '2026-11-22'])
    expect(minuteOfInstant('2026-11-21T16:05:30.000Z')).toBe('2026-11-22T00:05')
    expect(instantFrom('2026-11-22T00:05')).toBe('2026-11-21T16:05:00.000Z')
  })

  it('L3 follow clocks that are put forward and back', () => {
    companyZone.set('Europe/Berlin')
    expect([instantFrom('2026-03-29'), lastInstantOf('2026-03-29')]).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'])
    expect([instantFrom('2026-10-25'), lastInstantOf('2026-10-25')]).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'])
    expect(instantFrom('2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z')
    expect(instantFrom('2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z')
    const minutes = ['2026-07-01T08:15', '2026-12-01T08:15']
    expect(minutes.map((minute) => minuteOfInstant(instantFrom(minute)))).toEqual(minutes)
  })

  it('L3 begin at one where there is no midnight', () => {
    companyZone.set('America/Sao_Paulo')
    expect(instantFrom('2018-11-04')).toBe('2018-11-04T03:00:00.000Z')
    expect(lastInstantOf('2018-11-03')).toBe('2018-11-04T02:59:59.999Z')
  })

  it('leave alone what is neither', () => {
    expect([instantFrom(''), dayOfInstant('soon'), minuteOfInstant('')]).toEqual(['', 'soon', ''])
  })
})
