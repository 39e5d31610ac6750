// What somebody is working on, for `npm run test:quick`.
import { execFileSync } from 'node:child_process'
import { root } from '../place.mjs'
import { isTest, sourceFiles } from './sources.mjs'

const git = (...words) => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean)

/** Files that differ from the commit before the last one, and new ones; none without a repository. */
export function changedFiles() {
  try {
    const before = git('rev-list', '--max-count=2', 'HEAD').at(-1) ?? 'HEAD'
    return [...git('diff', '--name-only', before), ...git('ls-files', '--others', '--exclude-standard')]
  } catch {
    return []
  }
}

const folderOf = (path) => path.slice(0, path.lastIndexOf('/'))

/** Unit tests in the folders of these files, those of the files themselves first. Storage has its own stage. */
export function testsBeside(changed, all = sourceFiles()) {
  const folders = new Set(changed.map(folderOf))
  const own = new Set(changed.map((path) => path.replace(/(\.test)?\.(m?[jt]sx?)$/, '')))
  const isOwn = (path) => own.has(path.replace(/\.test\.tsx?$/, ''))
  return all
    .filter((path) => /\.test\.tsx?$/.test(path) && isTest(path) && !path.startsWith('lib/server/'))
    .filter((path) => folders.has(folderOf(path)))
    .sort((left, right) => Number(isOwn(right)) - Number(isOwn(left)))
}
