/** What one writes by hand in an afternoon: Express, mysql2 and the SQL that comes to mind. No permissions, no history, no numbers in sequence. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express } from 'express'
import mysql, { type Pool } from 'mysql2/promise'
import { getOrder, listCustomers, listOrders } from './reads.js'
import { createOrder, updateOrder } from './writes.js'

/** @param databaseUrl  the platform's database: its tables are read and written as they are */
export async function serveNaive(databaseUrl: string): Promise<void> {
  const pool = mysql.createPool({
    uri: databaseUrl,
    connectionLimit: 10,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
  })
  await listen(routesOver(pool), () => pool.end())
}

function routesOver(pool: Pool): Express {
  const app = express().disable('x-powered-by').use(express.json())
  app.get('/orders', async (request, response) => void response.json(await listOrders(pool, request.query)))
  app.get('/customers', async (request, response) => void response.json(await listCustomers(pool, request.query)))
  app.get('/orders/:id', async (request, response) => void response.json(await getOrder(pool, request.params.id)))
  app.post('/orders', async (request, response) => void response.status(201).json(await createOrder(pool, request.body)))
  app.patch('/orders/:id', async (request, response) => void response.json(await updateOrder(pool, request.params.id, request.body)))
  return app
}

/** Says where, and ends when told to. */
export async function listen(app: Express, close: () => Promise<unknown>): Promise<void> {
  const server: Server = app.listen(0, '127.0.0.1')
  // Targets wait for their turn; a connection closed meanwhile would fail the next request.
  server.keepAliveTimeout = 65_000
  await once(server, 'listening')
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
  process.once('SIGTERM', () => {
    server.closeAllConnections()
    void close().finally(() => process.exit(0))
  })
}
