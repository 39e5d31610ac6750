import { compareUtf8 } from '@/lib/kernel/graph/order'
import type { Architecture } from '../model'

/** Where a symbol is defined that a table of system calls may name. */
export type Definition = { readonly symbol: string; readonly file: string; readonly line: number }

const inC = /^(COMPAT_)?SYSCALL_DEFINE\d\(\s{0,200}(\w+)|^asmlinkage\s([\w\s*]{1,300})\(/gm
const inAssembly = /^(?:ENTRY\(|SYM_FUNC_START\()?(sys_\w+)\)?:?\s*$/gm

/**
 * The entries of system calls that a source file defines: `SYSCALL_DEFINEn(name` (the name may stand on the next line),
 * its compat form, an `asmlinkage` function, or a label `sys_…` in assembly (.S). Lines count from 1.
 */
export function definitionsIn(file: string, text: string): Definition[] {
  const isAssembly = file.endsWith('.S')
  const found: Definition[] = []
  let [line, counted] = [1, 0]
  for (const match of text.matchAll(isAssembly ? inAssembly : inC)) {
    const symbol = isAssembly ? match[1] : symbolOf(match, text)
    if (symbol === undefined) continue
    for (let at = text.indexOf('\n', counted); at >= 0 && at < match.index; at = text.indexOf('\n', at + 1)) {
      line++
      counted = at + 1
    }
    found.push({ symbol, file, line })
  }
  return found
}

function symbolOf({ 0: whole, 1: compat, 2: name, 3: declared = '', index }: RegExpExecArray, text: string) {
  if (name !== undefined) return `${compat ? 'compat_' : ''}sys_${name}`
  const words = declared.trim().split(/[\s*]+/)
  const parameters = text.slice(index + whole.length, index + whole.length + mostParameters)
  const isBody = /[;{]/.exec(parameters)?.[0] === '{' // else a declaration only
  return isBody && words.length > 1 ? words.at(-1) : undefined
}

/** Characters between a function's name and its body. */
const mostParameters = 2_000

/** Of machines without memory management, or kernels without clocks: alternatives to what is meant. */
const alternatives = new Set(['mm/nommu.c', 'kernel/time/posix-stubs.c'])

const folders: Readonly<Record<Architecture, RegExp>> = {
  'x86-64': /^arch\/x86\/(?!um\/)/,
  x32: /^arch\/x86\/(?!um\/)/,
  i386: /^arch\/x86\/(?!um\/)/,
  arm: /^arch\/arm\//,
  arm64: /^arch\/arm64\//,
}

/**
 * The definition of a symbol that counts on an architecture: its own before the common one, those of other architectures
 * never; `*_32.c` last, since a 32-bit process on today's kernel enters the 64-bit build. Of several in a file (one per
 * configuration) the first.
 */
export function definitionFor(candidates: readonly Definition[], arch: Architecture): Definition | undefined {
  const rank = ({ file }: Definition): number => {
    if (alternatives.has(file)) return 9
    if (!file.startsWith('arch/')) return 2
    return folders[arch].test(file) ? (file.endsWith('_32.c') ? 1 : 0) : 9
  }
  const usable = candidates.filter((candidate) => rank(candidate) < 9)
  const order = (left: Definition, right: Definition) =>
    rank(left) - rank(right) || compareUtf8(left.file, right.file) || left.line - right.line
  return usable.sort(order)[0]
}
