import { defineKind, link } from '../../defineKind'
import { markdown, quantity, text } from '../../fields'

export const run = defineKind({
  name: 'run',
  title: 'Run',
  plural: 'Runs',
  keyTemplate: 'RUN-{n}',
  step: 'verification',
  summary: 'One execution of a workload, as evidence shows it: the command, how it ended, and where it ran.',
  help: 'Trace the error runs too: a run in which all goes well shows nothing of what happens when it does not. The steps of a run are read from its trace each time and are not kept here.',
  textLabel: 'Name',
  example: { good: 'mdt reservoir while another program holds the radio', bad: 'Test 1' },
  fields: {
    workload: text('Workload', { column: true, help: 'The command that ran.' }),
    outcome: text('Outcome', {
      column: true,
      help: 'How it ended: exit 0; exit 1, device is in use; killed by SIGTERM.',
    }),
    environment: markdown('Environment', { help: 'What else ran, what was connected, what was prepared.' }),
    duration: quantity('Duration', { suggest: 'units' }),
    part: text('Part of the file', { help: 'Process or lines, where one file holds several runs.' }),
    flowEdits: markdown('Edits of the flow', {
      help: 'Names, merged and hidden nodes of the flowchart, as JSON: the machine has its own version in the trace.',
    }),
  },
  links: {
    in: link('is in', ['evidence'], 'shows run', { min: 1, max: 1, towards: 'down' }),
    exercises: link('exercises', ['testCase'], 'is exercised by', { towards: 'up' }),
  },
})
