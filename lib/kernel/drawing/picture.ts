import { StpaError } from '@/lib/stpa/errors'
import type { ReportLine } from '@/lib/stpa/model'
import { GraphBuilder } from '../graph/builder'
import { type CallGraph, rest } from '../graph/graph'
import { sectionName } from '../graph/names'
import { type DotLines, type PictureEdge, readDotLines } from './pictureLines'

/** What a picture says of functions beside its lines: all tags of each function's file (nav's JSON forms). */
export type PictureTags = ReadonlyMap<string, readonly string[]>

export type Picture = { readonly graph: CallGraph; readonly report: ReportLine[] }

/**
 * A graph from what nav or graph-tools printed as DOT: a picture of a part, and it says so. In a picture of subsystems
 * each subsystem is one function of its own name; labelled arrows bring their real functions with them.
 * @throws StpaError unknownFormat, when there is no `digraph` in it
 */
export function readPicture(name: string, text: string, tags: PictureTags = new Map()): Picture {
  const lines = readDotLines(name, text)
  const maker = new PictureMaker(lines, tags, name)
  return maker.make()
}

/** Names of subsystems, one a line (LFSCS' `.subs`): a graph without calls. @throws StpaError unknownFormat */
export function readSubsystemList(name: string, text: string): Picture {
  const names = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const capital = names.filter(isMostlyCapital).length
  if (names.length === 0 || !names.every(mayBeSubsystem) || capital < 0.8 * names.length) {
    const message = `${name} is no kernel graph: neither a database, nor what nav or graph-tools print, nor a list of subsystems.`
    throw new StpaError('unknownFormat', message, { place: { file: name } })
  }
  const nodes = new Map(names.map((subsystem) => [subsystem, 0]))
  const lines: DotLines = { kind: 'subsystems', format: 'list of subsystems', nodes, edges: [], report: [] }
  return new PictureMaker(lines, new Map(), name).make()
}

/** Names in MAINTAINERS begin at the margin with a capital or a digit, and most of them are in capitals. */
const mayBeSubsystem = (line: string): boolean => /^[A-Z0-9][^{}=<>]{0,199}$/.test(line)

function isMostlyCapital(line: string): boolean {
  return line.replace(/[^A-Z]/g, '').length * 2 >= line.replace(/[^A-Za-z]/g, '').length
}

class PictureMaker {
  readonly #builder: GraphBuilder
  readonly #functions = new Map<string, number>()
  readonly #files = new Map<string, number>()
  readonly #calls: { from: number; to: number; address: string; place: string }[] = []

  constructor(
    readonly lines: DotLines,
    readonly tags: PictureTags,
    name: string,
  ) {
    this.#builder = new GraphBuilder(name)
  }

  make(): Picture {
    for (const node of this.lines.nodes.keys()) this.#node(node)
    for (const edge of this.lines.edges) this.#edge(edge)
    for (const { from, to, address, place } of this.#calls) this.#builder.call(from, to, address, place)
    const provenance = {
      ...{ instance: 0, kernelVersion: '', note: 'A picture of a part', format: this.lines.format },
      ...{ original: '', partial: true },
    }
    const { graph, report } = this.#builder.finish(provenance)
    const counts = `${this.#functions.size} functions or subsystems, ${this.#calls.length} calls`
    const message = `${this.lines.format}, a part of a kernel: ${counts}`
    const created: ReportLine = { outcome: 'created', message, count: 0 }
    return { graph, report: [created, ...this.lines.report, ...report] }
  }

  #node(name: string): number {
    if (this.lines.kind === 'subsystems') {
      const section = sectionName(name)
      return this.#function(section, name === rest ? [] : [section])
    }
    const bar = name.indexOf('|') // graph-tools' edot names: SUBSYSTEM|function
    if (bar > 0) return this.#function(name.slice(bar + 1), [name.slice(0, bar)])
    return this.#function(name, this.tags.get(name) ?? [])
  }

  #function(name: string, subsystems: readonly string[]): number {
    const known = this.#functions.get(name)
    if (known !== undefined) return known
    const id = this.#functions.size + 1
    this.#functions.set(name, id)
    const type = name === 'indirect' || name === 'Indirect call' ? 'indirect' : 'direct'
    this.#builder.symbol({ id, name, address: '0x0', type, file: this.#file(subsystems) })
    return id
  }

  /** Pictures do not say in which file a function stands: one file for each set of tags. */
  #file(subsystems: readonly string[]): number {
    const key = subsystems.join('\n')
    const known = this.#files.get(key)
    if (known !== undefined) return known
    const id = this.#files.size + 1
    this.#files.set(key, id)
    this.#builder.file(id, 'NoFile')
    for (const subsystem of subsystems) this.#builder.tag(subsystem, id)
    return id
  }

  #edge({ from, to, labels }: PictureEdge): void {
    const caller = this.#node(from)
    if (labels.length === 0) {
      this.#calls.push({ from: caller, to: this.#node(to), address: '0x0', place: 'NONE' })
      return
    }
    for (const { callee, address, place } of labels) {
      const called = this.#function(callee, to === rest ? [] : [to])
      this.#calls.push({ from: caller, to: called, address, place })
    }
  }
}
