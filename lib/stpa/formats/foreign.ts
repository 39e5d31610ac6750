import { StpaError } from '../errors'
import type { SourceText } from './types'

/** What neighbours of ours write, and what to do with it: a file that is none of ours is called by its name. */
type Foreign = {
  readonly name: string
  readonly looks: (head: string, file: string) => boolean
  readonly wayOut: string
  /** It would pass for one of our formats: asked before them. */
  readonly isAlike?: boolean
}

const byTable =
  'Copy its rows into the tables of the workbench, which take them from a spreadsheet, or write them as stpatools YAML (Identifier, Text).'
const byYaml = 'Write what it holds as stpatools YAML (Identifier, Text), or enter it in the tables of the workbench.'
const asEvidence = 'It is evidence: "stpa evidence FILE" reads it, or drop it under Evidence in the workbench.'
const asTrace = 'It is a trace: "stpa trace summary FILE" reads it, or drop it under Evidence in the workbench.'
const asDrawing = 'Draw the structure in the workbench, or export it as Graphviz DOT.'

const has =
  (...words: string[]) =>
  (head: string): boolean =>
    words.every((word) => head.includes(word))
const line =
  (pattern: RegExp) =>
  (head: string): boolean =>
    pattern.test(head)
const ending =
  (...endings: string[]) =>
  (_: string, file: string): boolean =>
    endings.some((one) => file.toLowerCase().endsWith(one))

/** The first that fits counts: particular formats, then the languages they are written in. */
export const foreignFormats: readonly Foreign[] = [
  {
    name: 'the graph of a TSF tree (trudag, dotstop)',
    looks: (head) => /^# .*\bdotstop\b/m.test(head) || /^"[^"\n]*" \[sha="[0-9a-f]+"\]/m.test(head),
    wayOut: byYaml,
    isAlike: true,
  },
  { name: 'an item of a TSF tree (trudag)', looks: line(/^---\n(?:.*\n){0,40}?normative:/), wayOut: byYaml },
  {
    name: 'a schema of rivet',
    looks: (head) => line(/^artifact-types:/m)(head) && line(/^schema:/m)(head),
    wayOut: byYaml,
  },
  {
    name: 'a file of rivet',
    looks: (head) =>
      line(
        /^(?:losses|hazards|sub-hazards|[\w-]{1,40}-constraints|loss-scenarios|controllers|controlled-processes|[\w-]{1,40}ucas|artifacts):/m,
      )(head) && line(/^ {1,40}(?:- )?(?:id|controller):/m)(head),
    wayOut: byYaml,
  },
  { name: 'a StrictDoc document', looks: line(/^\[(?:DOCUMENT|GRAMMAR)\]$/m), wayOut: byTable },
  {
    name: 'a PASTA model',
    looks: (head) => line(/^ControlStructure$/m)(head) || (line(/^Losses$/m)(head) && line(/^\w[\w.-]{0,40} "/m)(head)),
    wayOut: byYaml,
  },
  { name: 'a project of XSTAMPP 3', looks: has('astpa.model'), wayOut: byTable },
  { name: 'a project of XSTAMPP 4', looks: has('"systemDescription"', '"losses"'), wayOut: byTable },
  { name: 'a needs.json of sphinx-needs', looks: has('"versions"', '"current_version"'), wayOut: byTable },
  {
    name: 'reStructuredText, of sphinx-needs perhaps',
    looks: (head, file) => ending('.rst')('', file) || line(/^\.\. [a-z]\w*::/m)(head),
    wayOut: byTable,
  },
  { name: 'ReqIF', looks: has('<REQ-IF'), wayOut: byTable },
  { name: 'a drawing of draw.io', looks: (head) => /<mxfile|<mxGraphModel|&lt;mxfile/.test(head), wayOut: asDrawing },
  { name: 'a drawing in Mermaid', looks: line(/^(?:flowchart|graph) (?:TB|TD|BT|LR|RL)\b/m), wayOut: asDrawing },
  { name: 'a drawing in PlantUML', looks: line(/^@startuml/m), wayOut: asDrawing },
  {
    name: 'an SPDX bill of materials',
    looks: (head) => /spdx\.org\/rdf|"spdxVersion"/.test(head) || line(/^SPDXVersion:/m)(head),
    wayOut: asEvidence,
  },
  {
    name: 'a CycloneDX bill of materials',
    looks: (head) => /"bomFormat"|cyclonedx\.org\/schema/.test(head),
    wayOut: asEvidence,
  },
  { name: 'JUnit results', looks: (head) => /<testsuites?\b/.test(head), wayOut: asEvidence },
  { name: 'TAP or KTAP results', looks: line(/^(?:K?TAP version|1\.\.\d+$|(?:not )?ok \d+)/m), wayOut: asEvidence },
  {
    name: 'a configuration of the kernel',
    looks: line(/^(?:CONFIG_\w+=|# CONFIG_\w+ is not set)/m),
    wayOut: asEvidence,
  },
  { name: 'coverage of lcov', looks: line(/^SF:/m), wayOut: asEvidence },
  { name: 'a strace', looks: line(/^(?:\d+ +)?(?:[\d:.]+ )?[a-z]\w*\(.*\) += /m), wayOut: asTrace },
  { name: 'an ftrace', looks: line(/^# tracer: /m), wayOut: asTrace },
  { name: 'a JSON Schema', looks: has('"$schema"'), wayOut: 'It describes files; it holds no analysis.' },
  {
    name: 'JSON',
    looks: (head, file) => /^\s*[{[]/.test(head) || ending('.json', '.jsonld')('', file),
    wayOut: byYaml,
  },
  { name: 'XML', looks: line(/^\s*</), wayOut: byTable },
  {
    name: 'Markdown',
    looks: (head, file) => ending('.md', '.markdown')('', file) || line(/^\|.*\|$/m)(head),
    wayOut: byTable,
  },
  { name: 'a table', looks: (head, file) => ending('.csv', '.tsv')('', file) || head.includes('\t'), wayOut: byTable },
  { name: 'YAML of another kind', looks: ending('.yml', '.yaml'), wayOut: byYaml },
]

/** Documents and pictures by their bytes; what tracers and packers write knows lib/text/foreign.ts. */
const binary: readonly {
  readonly name: string
  readonly begins: string
  readonly holds?: string
  readonly wayOut: string
}[] = [
  { name: 'an Excel workbook', begins: 'PK', holds: 'xl/', wayOut: byTable },
  { name: 'a Word document', begins: 'PK', holds: 'word/', wayOut: byTable },
  { name: 'an OpenDocument file', begins: 'PK', holds: 'opendocument', wayOut: byTable },
  { name: 'packed ReqIF (.reqifz)', begins: 'PK', holds: '.reqif', wayOut: byTable },
  { name: 'an old Excel workbook', begins: '\xd0\xcf\x11\xe0', wayOut: byTable },
  { name: 'a PNG picture', begins: '\x89PNG', wayOut: asDrawing },
  { name: 'a PDF document', begins: '%PDF', wayOut: byTable },
  { name: 'an SQLite database', begins: 'SQLite format 3', wayOut: 'Of ks-nav? "stpa kernel import FILE" reads it.' },
]

const ours = 'Read are analyses of this program (*.stpa.yaml), stpatools YAML and Graphviz DOT.'

const headOf = (text: string): string => text.slice(0, 64_000)

/** What a text looks like that is none of our formats; of those that pass for one of ours only where `isAlike`. */
export function foreignOf({ name, text }: SourceText, isAlike = false): Foreign | undefined {
  return foreignFormats.find((one) => (!isAlike || one.isAlike) && one.looks(headOf(text), name))
}

/** The refusal of a file that is none of ours: what it looks like, why not, what to do. */
export function refusal(source: SourceText, why = ''): StpaError {
  const looks = foreignOf(source)
  const what = [looks ? `it looks like ${looks.name}` : '', why].filter(Boolean).join('; ')
  const message = `${source.name}: ${what || 'its format is not known'}. ${ours}${looks ? ` ${looks.wayOut}` : ''}`
  return new StpaError('unknownFormat', message, { place: { file: source.name } })
}

/** Refuses bytes that are no text by the name of what they are. @throws StpaError unknownFormat */
export function refuseBinary(file: string, bytes: Uint8Array): void {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 64_000))
  const found = binary.find(({ begins, holds }) => head.startsWith(begins) && (!holds || head.includes(holds)))
  if (!found) return
  throw new StpaError('unknownFormat', `${file} is ${found.name}. ${ours} ${found.wayOut}`, { place: { file } })
}
