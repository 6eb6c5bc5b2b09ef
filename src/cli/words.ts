import { SettingsError } from '#config'
import { DanjuError, type FieldError } from '../kernel/errors.js'

/** Mistakes of the environment and what the platform refuses are told in sentences; everything else with its stack. */
export function inWords(error: unknown): string {
  if (error instanceof SettingsError) return error.message
  if (error instanceof DanjuError) return [error.text.zh, error.text.en, ...error.errors.map(fieldLine), ...facts(error)].join('\n')
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

const fieldLine = ({ at, message }: FieldError): string => `  ${at}: ${message.zh} ${message.en}`

const facts = ({ details }: DanjuError): readonly string[] => (Object.keys(details).length === 0 ? [] : [JSON.stringify(details, null, 2)])
