import { defineKind, link } from '../../defineKind'
import { text, texts } from '../../fields'

export const exploration = defineKind({
  name: 'exploration',
  title: 'Exploration',
  plural: 'Explorations',
  keyTemplate: 'EXP-{n}',
  step: 'structure',
  summary: 'A question to a kernel call graph that was kept: where it begins, how far it looks, what it leaves out.',
  help: 'It can be opened again, and asked of another kernel; what was found is in the graph, not here.',
  textLabel: 'Name',
  fields: {
    question: text('Question', { column: true, help: 'The part of the address that says what is looked at.' }),
    start: text('Begins at', { column: true, help: 'The function or subsystem that was explored.' }),
    looks: text('Looks', { help: 'At subsystems or functions, in which direction, how far.' }),
    leftOut: texts('Left out', {
      column: true,
      help: 'What the walk did not show or enter: expressions over names of functions, and boxes.',
    }),
    kernelVersion: text('Kernel version', { column: true }),
    configuration: text('Configuration', { help: 'Of the kernel that the graph was made of, as its maker noted it.' }),
    graph: text('Graph', { help: 'SHA-256 of the call graph that was looked at.' }),
  },
  links: {
    about: link('is about', ['element', 'interaction'], 'is explored by'),
  },
})
