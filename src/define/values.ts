/**
 * The values a definition may name instead of a constant. Each helper only writes down its JSON shape, because the browser writes them too:
 * `actor('id')` is `{"actor":"id"}`, `ref('a.b')` is `{"ref":"a.b"}`, `today` is `{"now":"date"}`.
 */
export type ActorAttribute = 'id' | 'department' | 'departments' | 'roles' | 'warehouse'

export interface ActorValue {
  readonly actor: ActorAttribute
}
/** A field of the same record, or of one it refers to by a dotted path. */
export interface RefValue {
  readonly ref: string
}
/** Where a default comes from: a path that starts at a reference of this record. */
export interface FromValue {
  readonly from: string
}
export interface NowValue {
  readonly now: 'date' | 'instant'
}
/** What the person answered when a transition asked. */
export interface AnswerValue {
  readonly answer: string
}
/** A parameter of a report. */
export interface ParameterValue {
  readonly parameter: string
}

export type Constant = string | number | boolean | null
export type NamedValue = ActorValue | RefValue | NowValue | AnswerValue | ParameterValue
export type Value = Constant | NamedValue

export const actor = (attribute: ActorAttribute): ActorValue => ({ actor: attribute })
export const ref = (path: string): RefValue => ({ ref: path })
export const from = (path: string): FromValue => ({ from: path })
export const answer = (name: string): AnswerValue => ({ answer: name })
export const parameter = (name: string): ParameterValue => ({ parameter: name })
/** The company's calendar day. */
export const today: NowValue = { now: 'date' }
/** This instant. */
export const now: NowValue = { now: 'instant' }
