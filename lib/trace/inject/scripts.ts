import { literalName } from '../binding/patterns'
import type { Knob } from './knobs'
import { commentLines, quotePattern, quoteWord } from './shell'

/** One fault of a scenario, as a script is made of it. */
export type Injection = {
  readonly scenario: string
  readonly title: string
  readonly calls: readonly string[]
  /** Name of the error; '' for a delay. */
  readonly errno: string
  /** Microseconds, for a delay. */
  readonly delay: number
  /** As in the binding: a name, a pattern, or '' . */
  readonly resource: string
  readonly when: number
  /** Words of the command that is run where none is given; none when it is not known. */
  readonly command: readonly string[]
  readonly output: string
  readonly expected: readonly string[]
}

export type RecipeScript = {
  readonly name: string
  readonly title: string
  /** What the kernel or the machine must have. */
  readonly needs: readonly string[]
  readonly fileName: string
  readonly text: string
}

/** How a trace is best made: all threads, times, durations, what descriptors stand for, texts that are long enough. */
const options = '-f -ttt -T -yy -s 256'

function head(injection: Injection, title: string, more: readonly string[]): string[] {
  return [
    '#!/bin/sh',
    ...commentLines(`${injection.scenario}, fault injection: ${title}`),
    ...injection.expected.flatMap((line) => commentLines(`Expected: ${line}`)),
    ...more.flatMap((line) => commentLines(line)),
    '# Usage: sh SCRIPT [COMMAND [ARGUMENT ...]]',
    'set -u',
  ]
}

/** The command of the scenario, unless another one is given. */
function commandLines({ command }: Injection): string[] {
  const words = command.map(quoteWord).join(' ')
  const otherwise = words === '' ? 'echo "Usage: sh $0 COMMAND [ARGUMENT ...]" >&2; exit 2' : `set -- ${words}`
  return [`if [ "$#" -eq 0 ]; then ${otherwise}; fi`]
}

/** What is put in, as strace takes it; `?` passes over a call that this architecture lacks. */
function faultOf({ calls, errno, delay }: Injection): string {
  const set = calls.length === 1 ? calls.join('') : calls.map((call) => `?${call}`).join(',')
  return errno === '' ? `${set}:delay_enter=${delay}` : `${set}:error=${errno}`
}

/** A tracer puts the fault in: for one call, on one resource, at one occurrence. */
export function straceScript(injection: Injection): RecipeScript {
  const { resource, when, output, title } = injection
  const path = literalName(resource)
  const isPath = path?.startsWith('/') === true
  const isPattern = path === undefined && resource.startsWith('/')
  const place = isPath ? ` -P ${quoteWord(path)}` : ''
  const inject = `--inject=${quoteWord(faultOf(injection))}:when="$when"`
  const more = [
    'WHEN=N puts it into the Nth of these calls (strace counts for each thread by itself); OUT=FILE names the trace.',
    isPath || isPattern
      ? 'Declare -P as a filter of the evidence: the trace holds the calls on that path alone.'
      : 'It is not bound to one path: the Nth of these calls of the whole command fails, whatever it acts on.',
  ]
  const text = [
    ...head(injection, title, more),
    `when=\${WHEN:-${when}}`,
    'case $when in *[!0-9+.]* | "") echo "WHEN is a number, as in 2 or 2+." >&2; exit 2 ;; esac',
    `out=\${OUT:-${quoteWord(output)}}`,
    'command -v strace > /dev/null || { echo "strace is not installed." >&2; exit 2; }',
    ...commandLines(injection),
    ...(isPattern ? expanded(resource) : []),
    `strace ${options} ${inject}${place} -o "$out" ${isPattern ? '' : '-- '}"$@"`,
    'status=$?',
    ...wasInjected,
    'echo "The command ended with $status. The trace is in $out: import it as evidence of fault injection." >&2',
  ]
  return { name: 'strace', title, needs: ['strace 4.22 or newer'], fileName: 'inject.sh', text: `${text.join('\n')}\n` }
}

/** Each name that the pattern stands for, as an option of its own before the command. */
const expanded = (pattern: string): string[] => [
  'set -- -- "$@"',
  `for path in ${quotePattern(pattern)}; do`,
  '  [ -e "$path" ] && set -- -P "$path" "$@"',
  'done',
  `if [ "$1" = -- ]; then echo ${quoteWord(`Nothing is called ${pattern} here.`)} >&2; exit 2; fi`,
]

const wasInjected = [
  'if ! grep -q -E "\\((INJECTED|DELAYED)\\)" < "$out"; then',
  '  echo "The call was not reached: nothing was put in, and the run shows nothing of the scenario." >&2',
  '  exit 3',
  'fi',
]

/** The kernel itself fails; the trace shows the error and no mark of it. */
export function knobScript(injection: Injection, knob: Knob): RecipeScript {
  const needs = ['CONFIG_FAULT_INJECTION', 'CONFIG_FAULT_INJECTION_DEBUG_FS', ...knob.config]
  const more = [
    knob.aim,
    `Needs ${needs.join(', ')}, root, and debugfs on /sys/kernel/debug. NTH=N, OUT=FILE${usesDevice(knob) ? ', DEVICE=NAME' : ''}.`,
    'The trace does not show that the kernel was made to fail: declare the evidence as fault injection.',
  ]
  const text = [
    ...head(injection, knob.title, more),
    `folder=${knob.folder}`,
    `out=\${OUT:-${quoteWord(injection.output)}}`,
    `nth=\${NTH:-1}`,
    ...(usesDevice(knob) ? [`: "\${DEVICE:?names the disk, such as mmcblk0}"`] : []),
    '[ "$(id -u)" -eq 0 ] || { echo "This needs root." >&2; exit 2; }',
    `[ -d "$folder" ] || { echo "$folder is not there: the kernel needs ${needs.join(', ')}." >&2; exit 2; }`,
    ...commandLines(injection),
    'clean_up() {',
    '  echo 0 > "$folder/probability"',
    ...knob.cleanUp.map((line) => `  ${line}`),
    '}',
    'trap clean_up EXIT',
    "trap 'exit 130' INT TERM",
    'echo Y > "$folder/task-filter"',
    ...knob.setUp,
    'echo "$nth" > "$folder/interval"',
    'echo -1 > "$folder/times"',
    'echo 0 > "$folder/space"',
    'echo 1 > "$folder/verbose"',
    'echo 100 > "$folder/probability"',
    `strace ${options} -o "$out" -- sh -c 'echo 1 > /proc/self/make-it-fail && exec "$@"' sh "$@"`,
    'status=$?',
    'echo "The command ended with $status. The trace is in $out; what the kernel did stands in its log (dmesg)." >&2',
  ]
  return { name: knob.name, title: knob.title, needs, fileName: `inject-${knob.name}.sh`, text: `${text.join('\n')}\n` }
}

const usesDevice = ({ setUp }: Knob): boolean => setUp.some((line) => line.includes('$DEVICE'))
