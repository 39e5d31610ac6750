import { StpaError } from '@/lib/stpa/errors'
import { conditionHolds } from './condition'

/** A macro: its body, and the names of its arguments for one that takes some. */
export type Macro = { readonly body: string; readonly parameters?: readonly string[] }

export type Macros = Map<string, Macro>

/** Text of a header by its name in `#include <…>`; undefined for one that adds nothing here. */
export type Include = (name: string) => string | undefined

type Branch = { isActive: boolean; hasHeld: boolean; readonly isOuterActive: boolean }

type State = { readonly macros: Macros; readonly include: Include; readonly lines: string[] }

const deepest = 20

/**
 * The lines of a header that are left when its conditions are decided, without directives and comments; what it defines
 * is added to `macros`. As much of the C preprocessor as the kernel's lists of system calls use: `#include`, `#define`
 * (also with arguments), `#undef`, `#if` with defined, numbers, comparisons, && || !.
 * @throws StpaError unreadable, with the line, for conditions that cannot be read or are left open
 */
export function preprocess(file: string, text: string, macros: Macros, include: Include): string[] {
  const state: State = { macros, include, lines: [] }
  readText(state, file, text, 0)
  return state.lines
}

function readText(state: State, file: string, text: string, depth: number): void {
  if (depth > deepest) throw failure(file, 1, `more than ${deepest} headers include each other`)
  const branches: Branch[] = []
  for (const [index, line] of linesOf(text).entries()) {
    const [, directive, told = ''] = /^\s*#\s*(\w+)(.*)$/s.exec(line) ?? []
    const rest = told.trimStart()
    const isActive = branches.at(-1)?.isActive ?? true
    if (directive === undefined) {
      if (isActive && line.trim() !== '') state.lines.push(line.trim())
    } else if (!decides(state, branches, directive, rest, () => failure(file, index + 1, `#${directive} ${rest}`))) {
      if (isActive) carryOut(state, directive, rest, depth)
    }
  }
  if (branches.length > 0) throw failure(file, linesOf(text).length, 'an #if has no #endif')
}

/** Comments go, and each continued line is joined to the next; lines keep their numbers but for the joined ones. */
function linesOf(text: string): string[] {
  return withoutComments(text)
    .replace(/\/\/.*/g, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
}

function withoutComments(text: string): string {
  let bare = ''
  let at = 0
  for (let start = text.indexOf('/*'); start >= 0; start = text.indexOf('/*', at)) {
    const end = text.indexOf('*/', start + 2)
    const comment = text.slice(start, end < 0 ? text.length : end + 2)
    bare += `${text.slice(at, start)} ${comment.replace(/[^\n]+/g, '')}`
    at = start + comment.length
  }
  return bare + text.slice(at)
}

/** Takes a directive that opens, turns or closes a condition; false for any other. */
function decides(state: State, branches: Branch[], directive: string, rest: string, refuse: () => StpaError): boolean {
  const holds = (): boolean => {
    if (directive === 'ifdef' || directive === 'ifndef')
      return state.macros.has(rest.trim()) === (directive === 'ifdef')
    return conditionHolds(rest, (name) => state.macros.get(name)?.body, refuse)
  }
  if (directive === 'if' || directive === 'ifdef' || directive === 'ifndef') {
    const isOuterActive = branches.at(-1)?.isActive ?? true
    const isActive = isOuterActive && holds()
    branches.push({ isActive, hasHeld: isActive, isOuterActive })
    return true
  }
  if (directive !== 'elif' && directive !== 'else' && directive !== 'endif') return false
  const branch = branches.at(-1)
  if (!branch) throw refuse()
  if (directive === 'endif') branches.pop()
  else {
    branch.isActive = branch.isOuterActive && !branch.hasHeld && (directive === 'else' || holds())
    branch.hasHeld ||= branch.isActive
  }
  return true
}

function carryOut(state: State, directive: string, rest: string, depth: number): void {
  if (directive === 'undef') state.macros.delete(rest.trim())
  if (directive === 'define') define(state.macros, rest)
  const [, name] = /^[<"]([^>"]+)[>"]/.exec(rest) ?? []
  if (directive !== 'include' || name === undefined) return
  const text = state.include(name)
  if (text !== undefined) readText(state, name, text, depth + 1)
}

function define(macros: Macros, rest: string): void {
  const [, name, list, body = ''] = /^(\w+)(?:\(([^)]*)\))?(.*)$/s.exec(rest) ?? []
  if (name === undefined) return
  if (list === undefined) macros.set(name, { body: body.trim() })
  else macros.set(name, { body: body.trim(), parameters: list.split(',').map((parameter) => parameter.trim()) })
}

function failure(file: string, line: number, what: string): StpaError {
  return new StpaError('unreadable', `${file}:${line} cannot be preprocessed: ${what}.`, { place: { file, line } })
}
