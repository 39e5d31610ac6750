// Where things are: the project, the data (STPA_DATA), the database (DATABASE_URL), the built pages (STPA_PAGES).
// Node built-ins only: read before anything is installed. An empty variable is as none.
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

export const dataFolder = () => resolve(process.env.STPA_DATA || join(root, 'data'))

export const databaseUrl = () => process.env.DATABASE_URL || `file:${join(dataFolder(), 'stpa.db')}`

/** Next's output, relative to the project; another name lets two builds of one work tree live side by side. */
export const pagesFolder = () => process.env.STPA_PAGES || '.next'

export const isMain = (moduleUrl) => process.argv[1] === fileURLToPath(moduleUrl)
