import { call } from '../api/client.js'
import { storeOf, useStore } from '../parts/store.js'
import type { Resource, ScreenModel } from './model.js'
import { readModel } from './read-model.js'

const nothing: ScreenModel = { version: 0, areas: [], resources: new Map(), reports: [] }

/** What fields of existing records may be written. */
export const screenModel = storeOf<ScreenModel>(nothing)
/** The same model for records that are not there yet. */
export const newRecordModel = storeOf<ScreenModel>(nothing)

export async function loadModel(): Promise<void> {
  const sent = await call<Record<string, unknown>>('/model')
  screenModel.set(readModel(sent, 'update'))
  newRecordModel.set(readModel(sent, 'create'))
}

export const useModel = (): ScreenModel => useStore(screenModel)

export function useResource(name: string): Resource | undefined {
  return useModel().resources.get(name)
}
