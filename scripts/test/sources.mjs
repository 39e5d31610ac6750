// The source files of the project, relative to its root: what the house rules and the import boundaries look at.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../place.mjs'

const folders = ['app', 'bench', 'bin', 'components', 'e2e', 'fuzz', 'lib', 'prisma', 'scripts']
const isSource = (path) => /\.(ts|tsx|mts|js|mjs|cjs)$/.test(path) && !/^(next-env\.d\.ts)$/.test(path)

function listFolder(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (entry.isFile()) return isSource(path) ? [path] : []
    return entry.isDirectory() && (folder || folders.includes(entry.name)) ? listFolder(path) : []
  })
}

export const isTest = (path) => /\.(test|spec)\.tsx?$/.test(path)

export const sourceFiles = () => listFolder('').sort()
