/** What every input says of itself to a browser and a screen reader. */
export interface CommonAttributes {
  readonly id: string | undefined
  readonly 'aria-label': string | undefined
  readonly 'aria-required': true | undefined
  readonly 'aria-invalid': true | undefined
  readonly 'aria-describedby': string | undefined
}
