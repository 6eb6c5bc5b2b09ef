/** One wrong variable. The value itself is left out: it may be a password. */
export interface SettingProblem {
  readonly name: string
  readonly expected: string
  readonly example: string
}

/** Every wrong variable of the environment at once, each with what was expected and an example. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'

  constructor(readonly problems: readonly SettingProblem[]) {
    super(['The environment is not right:', ...problems.map(sentence)].join('\n'))
  }
}

const sentence = ({ name, expected, example }: SettingProblem) => `  ${name}: expected ${expected}; for example ${name}=${example}`
