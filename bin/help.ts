const overall = `stpa: STPA on the command line

  stpa convert IN… --to native|stpatools|dot [-o FILE]   read, merge and write analyses
  stpa check IN…                                          findings, for people and for CI
  stpa report IN… --format html|md|json|csv               safety analysis report, assumptions of use, answer sheet
  stpa diagram IN… --format svg|png|dot                   the control structure, drawn
  stpa schema                                             JSON Schema of the native format
  stpa --version

IN: *.stpa.yaml, stpatools YAML or Graphviz DOT, recognised by content; - is standard input. Several are merged into
one analysis. At most 16 MB each. stpa COMMAND --help tells more. Exit 0: done; 1: findings (check); 2: wrong usage or
nothing could be read.
`

const details: Readonly<Record<string, string>> = {
  convert: `stpa convert IN… --to FORMAT [-o FILE] [--match NAME=KEY]… [--dry-run] [--json]

  --to FORMAT        native, stpatools or dot
  -o, --output FILE  write there instead of to standard output
  --match NAME=KEY   NAME in a drawing is the item with this key (may be repeated)
  --dry-run          write nothing, report only
  --json             the report as JSON on standard output; needs -o or --dry-run

The report (created, repaired, skipped, lost) goes to standard error, with file and line.
`,
  check: `stpa check IN… [--format text|json|sarif|junit] [--fail-on error|warning|never] [-o FILE] [--match NAME=KEY]…

  --format   text (default), json, sarif (2.1.0) or junit
  --fail-on  exit 1 when a finding is at or above: error (default), warning, never
`,
  report: `stpa report IN… [--document report|aou|answers] --format html|md|json|csv [-o FILE] [--chapters a,b]

  --document  report: safety analysis report (default); aou: assumptions of use; answers: their answer sheet
  --format    html, md or json; csv and json for answers
`,
  diagram: `stpa diagram IN… --format svg|png|dot [-o FILE] [--structure KEY] [--theme light|dark] [--match NAME=KEY]…

  --structure  key of the control structure to draw (default: the first)
`,
  schema: `stpa schema [-o FILE]

Prints the JSON Schema (2020-12) of the native format *.stpa.yaml.
`,
}

/** Help of one command, or of all. */
export function usage(command?: string): string {
  return (command && Object.hasOwn(details, command) && details[command]) || overall
}
