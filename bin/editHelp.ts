import { namedEdits } from '@/lib/edits'

/** A name of an edit and what it takes stand in one column. */
export function editHelp(): string {
  const lines = namedEdits.map(({ name, title, takes }) => `  ${`${name} ${takes.join(' ')}`.padEnd(46)} ${title}`)
  return `stpa edit IN NAME ARGUMENT=VALUE… [-o FILE] [--dry-run]
stpa edit IN --from FILE [-o FILE] [--dry-run]

Does to an analysis what the screens of the workbench do, and writes it in the native format. Items are named by key or
uid, several with commas between; a value of several parts is JSON. What is refused changes nothing.

  --from FILE        edits from a file (- for standard input), one a line as JSON: {"edit": "rename", "item": "H-1",
                     "key": "H-9"}; all of them are carried out, or none
  -o, --output FILE  write there instead of to standard output
  --dry-run          write nothing, only say what would be done

The edits, with their arguments (? may be left out):
${lines.join('\n')}

  stpa edit brake.stpa.yaml create kind=hazard text="The car rolls" -o brake.stpa.yaml
  stpa edit brake.stpa.yaml judge action=CA-1 word=providing verdict=notHazardous reason="It only stops" -o brake.stpa.yaml
`
}
