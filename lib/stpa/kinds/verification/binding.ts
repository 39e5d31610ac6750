import { defineKind, link } from '../../defineKind'
import { choice, flag, markdown, number, quantity, text, texts } from '../../fields'

export const binding = defineKind({
  name: 'binding',
  title: 'Trace binding',
  plural: 'Trace bindings',
  keyTemplate: 'BND-{n}',
  step: 'verification',
  summary:
    'How an interaction, an element or a loss scenario shows in a trace: which call, on what, with which result.',
  help: 'A binding is a claim with a reason, not a truth: one device carries many control actions. Where the call and the device do not tell them apart, say which command, arguments or payload do. Several bindings of one item are an ordered list.',
  textLabel: 'Name',
  example: {
    good: 'flock of /dev/spidev* is how the command takes the radio; nothing else in it locks a file',
    bad: 'ioctl',
  },
  fields: {
    verbs: texts('Calls', {
      column: true,
      help: 'Any of these: a system call (openat), or what it does (open, SPI_IOC_MESSAGE(1)); * stands for any text.',
    }),
    resource: text('Resource', {
      column: true,
      help: 'What it acts on: /dev/spidev*; * stands for any text without a slash, ** for any text; re:… is a regular expression (RE2).',
    }),
    arguments: texts('Arguments', { help: 'Texts that all stand in the arguments; re:… is a regular expression.' }),
    payload: texts('Payload', { help: 'Texts that all stand in what is written or read; re:… as above.' }),
    outcome: choice(
      'Outcome',
      [
        { value: 'any', label: 'Any' },
        { value: 'ok', label: 'Without an error' },
        { value: 'error', label: 'With an error' },
      ],
      { column: true, initial: 'any' },
    ),
    errors: texts('Errors', { help: 'One of these, for an outcome with an error: EAGAIN.' }),
    workload: text('Only in the command', { help: 'Runs of this command alone, as a pattern: mdt bolus*.' }),
    position: number('Place in the order', { help: 'Among the bindings of the same item: 1 comes first.' }),
    within: quantity('Within', { suggest: 'units', help: 'At most so long after what it comes after.' }),
    atLeast: number('At least', { help: 'So often in a run; once when empty.' }),
    atMost: number('At most', { help: 'So often in a run.' }),
    forbidden: flag('Must not occur', { help: 'Where it occurs, the control action is given where it must not be.' }),
    confirmed: flag('Confirmed', { column: true, help: 'A person stands for it, with the reason below.' }),
    reason: markdown('Reason', { help: 'Why this call is this item, and no other one is.' }),
    proposedBy: text('Proposed by', { help: 'Person, or the program with what it went by.' }),
  },
  links: {
    binds: link('binds', ['interaction', 'element', 'lossScenario'], 'shows in traces as', {
      min: 1,
      max: 1,
      towards: 'up',
    }),
    after: link('comes after', ['binding'], 'comes before', { help: 'It must not occur before this one has.' }),
    observedIn: link('was observed in', ['run', 'evidence'], 'observed', {
      towards: 'down',
      help: 'Taken over from the coverage of a run; the reason says what was seen.',
    }),
  },
})
