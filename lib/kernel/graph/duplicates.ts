import { StpaError } from '@/lib/stpa/errors'
import { type CallGraph, fileName, functionsBeginning, functionsNamed, nameOf } from './graph'
import { baseName } from './names'

const numbered = /^(.+)_\d+$/

/**
 * The name that a function has in its source: without what compilers append, and without the number that radare2 (and
 * `stpa kernel build`) gives to a static name that is used again. That number depends on the order of linking: the same
 * function may have another one in the next kernel. `foo_1` keeps its number where its own file has a `foo`.
 */
export function sourceName(graph: CallGraph, of: number): string {
  const name = baseName(nameOf(graph, of))
  const plain = numbered.exec(name)?.[1]
  if (plain === undefined) return name
  const others = functionsNamed(graph, plain)
  const isNumbered = others.length > 0 && others.every((other) => graph.fileOf[other] !== graph.fileOf[of])
  return isNumbered ? plain : name
}

/** Functions that may be the one of that name in another graph: of the same name, or numbered otherwise in one of the files. */
export function namesakes(graph: CallGraph, name: string, files: ReadonlySet<string>): number[] {
  const plain = numbered.exec(name)?.[1] ?? name
  const isLike = (of: number) => [name, plain].includes(nameOf(graph, of).replace(/_\d+$/, ''))
  const others = [plain, name].flatMap((word) => [
    ...functionsNamed(graph, word),
    ...functionsBeginning(graph, `${word}_`),
  ])
  const alike = others.filter((of) => isLike(of) && files.has(fileName(graph, of)))
  return [...new Set([...functionsNamed(graph, name), ...alike])]
}

const nameWithFile = (graph: CallGraph, of: number): string => `${nameOf(graph, of)} (${fileName(graph, of)})`

/** What to begin at to mean this one function: its name, with its file where several have that name. */
export function startName(graph: CallGraph, of: number): string {
  const name = nameOf(graph, of)
  return functionsNamed(graph, name).length > 1 ? nameWithFile(graph, of) : name
}

/** Name and file of `helper (lib/a.c)`: how a name that several files have is told apart. */
function withFile(text: string): readonly [name: string, file: string] | undefined {
  const bracket = text.endsWith(')') ? text.lastIndexOf(' (') : -1
  return bracket < 0 ? undefined : [text.slice(0, bracket), text.slice(bracket + 2, -1)]
}

/** Functions of a name, or of a name and its file in brackets. */
export function functionsCalled(graph: CallGraph, text: string): number[] {
  const found = functionsNamed(graph, text)
  if (found.length > 0) return found
  const [name = '', file = ''] = withFile(text) ?? []
  return functionsNamed(graph, name).filter((of) => fileName(graph, of) === file)
}

/**
 * A function with its clones, by its name, which may be that of clones alone: `f` where there is only `f.constprop.0`.
 * Empty when there is none. @throws StpaError badRequest when several files have one
 */
export function withClones(graph: CallGraph, text: string): number[] {
  const [named = text, file] = withFile(text) ?? []
  const exact = functionsCalled(graph, text)
  const base = baseName(exact[0] === undefined ? named : nameOf(graph, exact[0]))
  const clones = [...exact, ...functionsNamed(graph, base), ...functionsBeginning(graph, `${base}.`)].filter(
    (of) =>
      baseName(nameOf(graph, of)) === base && (exact.length > 0 || file === undefined || fileName(graph, of) === file),
  )
  const files = new Set((exact.length > 0 ? exact : clones).map((of) => graph.fileOf[of]))
  if (files.size > 1)
    throw severalFiles(
      text,
      [...files].map((number) => fileName(graph, clones.find((of) => graph.fileOf[of] === number) ?? 0)),
    )
  return [...new Set(clones.filter((of) => files.has(graph.fileOf[of])))]
}

export const severalFiles = (name: string, files: readonly string[]): StpaError =>
  new StpaError(
    'badRequest',
    `Several functions are called "${name}": in ${files.join(', ')}. Say which: "${name} (${files[0]})".`,
  )
