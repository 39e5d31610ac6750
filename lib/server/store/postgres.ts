import { Pool } from 'pg'

/**
 * Connections to a PostgreSQL server. A pool listens for errors of those that nobody uses, and the adapter for errors of
 * those that a transaction has: in between, on its way from the one to the other, a connection that ends would end this
 * process. So each is listened to for all of its life; whoever uses it is told by what fails.
 */
export function postgresPool(url: string): Pool {
  const pool = new Pool({ connectionString: url })
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
