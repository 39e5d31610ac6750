import { evidenceHelp } from './evidenceHelp'
import { kernelHelp } from './kernelHelp'
import { tablesHelp } from './tablesHelp'
import { traceHelp } from './traceHelp'

const overall = `stpa: STPA on the command line

  stpa convert IN… --to native|stpatools|dot [-o FILE]   read, merge and write analyses
  stpa check IN…                                          findings, for people and for CI
  stpa edit IN NAME ARGUMENT=VALUE…                       one of the edits of the workbench, from a script, say
  stpa report IN… --format html|md|json|csv               safety analysis report, assumptions of use, answer sheet
  stpa diagram IN… --format svg|png|dot                   the control structure, drawn
  stpa schema                                             JSON Schema of the native format
  stpa kernel   …     call graphs of the kernel: import, explore, compare (stpa kernel --help)
  stpa trace    …     strace, perf, ftrace: what a workload did, and what of the analysis it used (stpa trace --help)
  stpa tables   …     tables of a kernel, from its source, for traces of it (stpa tables --help)
  stpa evidence FILE…                                     test results, SBOM, .config, coverage: what they hold
  stpa --version

IN: *.stpa.yaml, stpatools YAML or Graphviz DOT, recognised by content; - is standard input. Several are merged into
one analysis: elements and interactions of a drawing are recognised by name, and no record of a file is joined with
one of another file because both have the same identifier.

A drawing tells feedback by style (dashed), else by direction: what points up is feedback. --legend says otherwise:
  "edge red=feedback", "edge dotted=ignore"   a style or colour of lines
  "arrow back=controlAction"                  lines with dir=back (also: arrow up, arrow none)
  "fill gray=environment"                     boxes: systemUnderAnalysis, targetSystem, environment, data, ignore

At most 24 MB each, 512 MB of memory and 20 seconds for a run; a trace may have any size. The result goes to standard
output or to -o FILE, which is written whole or not at all; what was repaired, skipped or lost goes to standard error,
with file and line.

Exit status: 0 done, also when something was repaired or lost; 1 findings at or above --fail-on; 2 wrong usage,
or nothing could be read. stpa COMMAND --help tells more, docs/cli.md documents the JSON.
`

const details: Readonly<Record<string, string>> = {
  ...kernelHelp,
  ...traceHelp,
  ...tablesHelp,
  ...evidenceHelp,
  convert: `stpa convert IN… --to FORMAT [-o FILE] [--match NAME=KEY]… [--legend STYLE=MEANING]…
             [--dry-run] [--json]

Reads, merges and writes an analysis.

  --to FORMAT        native, stpatools or dot
  -o, --output FILE  write there instead of to standard output
  --match NAME=KEY   NAME in a drawing is the item with this key (may be repeated)
  --legend STYLE=MEANING  what a style of a drawing means, e.g. "arrow back=controlAction" (see stpa --help)
  --dry-run          write nothing, only report
  --json             the report as JSON on standard output; the result then needs -o FILE or --dry-run

The report (created, repaired, skipped, lost) goes to standard error, with file and line.
`,
  check: `stpa check IN… [--format FORMAT] [--fail-on LEVEL] [-o FILE] [--match NAME=KEY]…

Reports what the method asks for and the analysis does not have yet.

  --format FORMAT    text (default), json, sarif (2.1.0) or junit
  --fail-on LEVEL    exit with 1 when there is an error (the default), a warning or an error, or never:
                     error, warning, never
  -o, --output FILE  write there instead of to standard output
  --match NAME=KEY   NAME in a drawing is the item with this key (may be repeated)
  --legend STYLE=MEANING  what a style of a drawing means, e.g. "arrow back=controlAction" (see stpa --help)
`,
  report: `stpa report IN… --format FORMAT [--document DOCUMENT] [-o FILE] [--chapters A,B] [--match NAME=KEY]…

Writes one of the documents.

  --document DOCUMENT  report: safety analysis report (default)
                       aou: assumptions of use, for the integrator
                       answers: the answer sheet to them
  --format FORMAT      html, md or json; for answers csv or json
  --chapters A,B       only these chapters of the report
  -o, --output FILE    write there instead of to standard output
  --match NAME=KEY     NAME in a drawing is the item with this key (may be repeated)
  --legend STYLE=MEANING  what a style of a drawing means (see stpa --help)
`,
  diagram: `stpa diagram IN… --format FORMAT [-o FILE] [--structure KEY] [--theme THEME] [--match NAME=KEY]…

Draws a control structure: authority downward (solid), feedback upward (dashed).

  --format FORMAT    svg, png or dot
  --structure KEY    the control structure to draw (default: the first)
  --theme THEME      light (default) or dark
  -o, --output FILE  write there instead of to standard output
  --match NAME=KEY   NAME in a drawing is the item with this key (may be repeated)
  --legend STYLE=MEANING  what a style of a drawing means, e.g. "arrow back=controlAction" (see stpa --help)
`,
  schema: `stpa schema [-o FILE]

Prints the JSON Schema (2020-12) of the native format *.stpa.yaml.
`,
}

/** Help of one command, or of all; a group's commands by their second word. */
export async function usage(command = '', second = ''): Promise<string> {
  if (command === 'edit') return (await import('./editHelp')).editHelp() // what it lists brings the whole core with it
  const found = [`${command} ${second}`, command].find((name) => Object.hasOwn(details, name))
  return (found !== undefined && details[found]) || overall
}
