/** What happened at the demo company, as plain data: who did what on which day before today. */

/** A calendar day relative to today: `{ day: -3 }`. */
export interface RelativeDay {
  readonly day: number
}

/** Points at a record that an earlier step made: `{ key: 'customer:3' }`. */
export interface Ref {
  readonly key: string
}
export type StepValue = string | number | boolean | null | Ref | RelativeDay | readonly StepValue[] | { readonly [name: string]: StepValue }
export type StepValues = Readonly<Record<string, StepValue>>

/** A record by its key, or every record that meets a condition. */
export type Target = { readonly key: string } | { readonly find: string; readonly where: StepValues }

interface Moment {
  /** Days before today as a negative number. */
  readonly day: number
  /** The company's clock, `09:30`. */
  readonly time: string
  /** A login, or a role with `role:` in front of it. */
  readonly as: string
}

export type Step = Moment &
  (
    | { readonly create: string; readonly key: string; readonly values: StepValues }
    | { readonly take: string; readonly on: Target; readonly answers?: StepValues }
    | { readonly change: Target; readonly values: StepValues }
    /** Every line of the found records gets this share of its quantity, rounded down to whole numbers, at least one. */
    | { readonly share: number; readonly on: Target; readonly lines: string; readonly field: string }
  )
