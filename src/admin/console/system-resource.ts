import { Resource } from '@adminjs/typeorm'
import type { BaseRecord, Filter } from 'adminjs'

type FindParams = Parameters<Resource['find']>[1]

/** One of the platform's tables for AdminJS's stock screens; whatever they may come to ask for, nothing is written. */
export class SystemResource extends Resource {
  override count(filter: Filter): Promise<number> {
    return super.count(exactIds(filter))
  }

  override find(filter: Filter, params: FindParams): Promise<BaseRecord[]> {
    return super.find(exactIds(filter), params)
  }

  override create(): Promise<never> {
    return readOnly()
  }

  override update(): Promise<never> {
    return readOnly()
  }

  override delete(): Promise<never> {
    return readOnly()
  }
}

/** Ids are compared as they are: the adapter takes them for texts to search in, which PostgreSQL refuses. */
function exactIds(filter: Filter): Filter {
  for (const one of Object.values(filter.filters)) {
    if (isId(one.property)) Object.assign(one, { custom: one.value })
  }
  return filter
}

const isId = (property: unknown): boolean => (property as { readonly column?: { readonly type?: unknown } }).column?.type === 'bigint'

async function readOnly(): Promise<never> {
  throw new Error('the console only looks')
}
