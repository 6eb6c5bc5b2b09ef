/** A plain AdminJS over the same tables, as its documentation sets it up; nobody signs in, which costs it nothing. */
import { Database, Resource } from '@adminjs/typeorm'
import AdminJS from 'adminjs'
import express from 'express'
import { DataSource } from 'typeorm'
import { listen } from '../naive/server.js'
import { Customer, Order, OrderLine, Product, schemas, User, Warehouse } from './entities.js'

/** @param databaseUrl  the platform's database */
export async function serveAdminJs(databaseUrl: string): Promise<void> {
  const source = new DataSource({
    type: 'mysql',
    url: databaseUrl,
    entities: schemas,
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: true,
    extra: { connectionLimit: 10 },
  })
  await source.initialize()
  AdminJS.registerAdapter({ Database, Resource })
  const admin = new AdminJS({ resources: [Order, OrderLine, Customer, Product, Warehouse, User], rootPath: '/admin' })
  const { buildRouter } = await import('@adminjs/express')
  const app = express()
  app.use(admin.options.rootPath, buildRouter(admin))
  await listen(app, () => source.destroy())
}
