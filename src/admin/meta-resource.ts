import { BaseProperty, BaseResource } from 'adminjs'

/** A resource AdminJS may name but never read: it has an id and no data; records live behind `/api/v1`. */
export class MetaResource extends BaseResource {
  readonly #name: string
  readonly #id = new BaseProperty({ path: 'id', type: 'string', isId: true })

  constructor(name: string) {
    super(name)
    this.#name = name
  }

  override databaseName(): string {
    return 'danju'
  }

  override databaseType(): string {
    return 'danju'
  }

  override id(): string {
    return this.#name
  }

  override properties(): BaseProperty[] {
    return [this.#id]
  }

  override property(path: string): BaseProperty | null {
    return path === 'id' ? this.#id : null
  }

  override count(): Promise<number> {
    return noDataAccess()
  }

  override find(): Promise<never> {
    return noDataAccess()
  }

  override findOne(): Promise<never> {
    return noDataAccess()
  }

  override findMany(): Promise<never> {
    return noDataAccess()
  }

  override create(): Promise<never> {
    return noDataAccess()
  }

  override update(): Promise<never> {
    return noDataAccess()
  }

  override delete(): Promise<never> {
    return noDataAccess()
  }
}

async function noDataAccess(): Promise<never> {
  throw new Error('AdminJS has no access to records: screens read /api/v1')
}
