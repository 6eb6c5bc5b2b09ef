import { dayIn } from '../../../kernel/clock.js'
import { storeOf } from './store.js'

/** The company's IANA zone, as the page brings it. */
export const companyZone = storeOf('Asia/Shanghai')

/** Which day it is for the company, wherever the browser stands: `2026-11-22`. */
export const companyToday = (): string => dayIn(companyZone.get(), Date.now())
