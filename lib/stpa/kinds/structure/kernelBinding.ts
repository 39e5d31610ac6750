import { defineKind, link } from '../../defineKind'
import { text, texts } from '../../fields'

export const kernelBinding = defineKind({
  name: 'kernelBinding',
  title: 'Kernel binding',
  plural: 'Kernel bindings',
  keyTemplate: 'KB-{n}',
  step: 'structure',
  summary:
    'What an element or an interaction is in the kernel: a subsystem of MAINTAINERS, or the functions that carry it.',
  help: 'A call in a graph is a candidate only: that it is a control action, a person says. The graph and its version stay attached, so that another kernel can put the binding in doubt.',
  textLabel: 'Name',
  fields: {
    subsystem: text('Subsystem', { column: true, help: 'As in MAINTAINERS; for an interaction `from -> to`.' }),
    symbols: texts('Functions', { help: 'Functions that express it, by name.' }),
    kernelVersion: text('Kernel version', { column: true }),
    configuration: text('Configuration', {
      help: 'Of the kernel that the graph was made of: what its maker noted, and what was added to the graph.',
    }),
    graph: text('Graph', { help: 'SHA-256 of the call graph that was looked at.' }),
    files: texts('Files', { help: 'Source files of the functions.' }),
    suspect: texts('In doubt', {
      column: true,
      help: 'What another kernel has otherwise, until a person has looked at it and confirms it in the exploration.',
    }),
  },
  links: {
    binds: link('binds', ['element', 'interaction'], 'is in the kernel', { min: 1, max: 1, towards: 'side' }),
  },
})
