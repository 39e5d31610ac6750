// The database as `npm start` and `npm run dev` want it: migrated, and with the example when it holds nothing.
import { databaseUrl } from './place.mjs'
import { explained, seedBundle } from './seedBundle.mjs'

/** Loaded late: needs the installed packages and the built seed. */
export async function prepareDatabase() {
  const url = databaseUrl()
  try {
    const { migrate } = await import('./migrate.mjs')
    await migrate(url)
    const { seed } = (await seedBundle()) ?? {}
    await seed?.(url)
  } catch (error) {
    throw await explained(error, url)
  }
}
