import type { Text } from '../kernel/texts.js'

/** An outside system that records are sent to. Its address and secret come from the settings, never from here. */
export interface Connector {
  readonly name: string
  readonly label: Text
  /** Resource whose records are sent. */
  readonly resource: string
  /** Outside name → field path (or a relation with its own mapping). */
  readonly mapping: ConnectorMapping
  readonly actsAs: string
  /** Field of the record that shows the state of the sync, written by the platform; none when not said. */
  readonly stateField?: string
}

export interface ConnectorMapping {
  readonly [outside: string]: string | { readonly each: string; readonly fields: ConnectorMapping }
}

export const defineConnector = (connector: Connector): Connector => connector
