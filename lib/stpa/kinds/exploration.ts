import { defineKind, link } from '../defineKind'
import { text } from '../fields'

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
    kernelVersion: text('Kernel version', { column: true }),
  },
  links: {
    about: link('is about', ['element', 'interaction'], 'is explored by'),
  },
})
