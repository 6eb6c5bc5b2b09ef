import { InvalidError } from '../kernel/errors.js'
import type { Problem } from '../kernel/problem.js'

/** The wanted tables and those that are there do not go together; nothing was changed. */
export class SchemaProblemsError extends InvalidError {
  constructor(readonly problems: readonly Problem[]) {
    const list = (language: 'zh' | 'en'): string => problems.map(({ message }) => message[language]).join(' ')
    super('schema-problems', { zh: list('zh'), en: list('en') }, { details: { problems } })
  }
}
