// What is bundled into dist is distributed with it: its licences go along, as dist/THIRD-PARTY-NOTICES.txt.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './place.mjs'

export const noticesFile = 'dist/THIRD-PARTY-NOTICES.txt'

const folder = 'node_modules/'

/** Packages of which the outputs hold something, by esbuild's metafile: their folders, each once. */
export function bundledPackages({ outputs }) {
  const inputs = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).filter(([path, { bytesInOutput }]) => path.includes(folder) && bytesInOutput > 0),
  )
  const folders = inputs.map(([path]) => {
    const start = path.lastIndexOf(folder) + folder.length
    const [scope = '', name = ''] = path.slice(start).split('/')
    return path.slice(0, start) + (scope.startsWith('@') ? `${scope}/${name}` : scope)
  })
  return [...new Set(folders)].sort()
}

const isLicence = (name) => /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(name)

/** Name, version, licence and the texts of one package. Throws where it tells no licence at all. */
function noticeOf(path) {
  const { name, version, license, author, repository } = JSON.parse(
    readFileSync(join(root, path, 'package.json'), 'utf8'),
  )
  const texts = readdirSync(join(root, path))
    .filter(isLicence)
    .sort()
    .map((file) => readFileSync(join(root, path, file), 'utf8').trim())
  if (!license && texts.length === 0) throw new Error(`${path} is bundled, but tells no licence`)
  const head = `${name} ${version}${license ? `, ${license}` : ''}`
  const source = [author?.name ?? author, repository?.url ?? repository].filter(Boolean).join(', ')
  return [
    head,
    '-'.repeat(head.length),
    source,
    '',
    ...(texts.length > 0 ? texts : [`Its package holds no text of ${license}.`]),
  ]
}

/** The notices of everything that a build took in; the same build gives the same text. */
export function noticesOf(metafile) {
  const packages = bundledPackages(metafile)
  const intro = `The files beside this one hold code of ${packages.length} packages. Their licences:`
  return `${[intro, ...packages.flatMap((path) => ['', '', ...noticeOf(path)])].join('\n')}\n`
}
