import { defineKind, link } from '../../defineKind'
import { text } from '../../fields'

export const artefact = defineKind({
  name: 'artefact',
  title: 'Artefact',
  plural: 'Artefacts',
  keyTemplate: 'ART-{n}',
  step: 'verification',
  summary: 'A file, specification, commit or page that the analysis speaks of.',
  help: 'Give its place and its version; an address is shown as text and opened only when you ask for it.',
  textLabel: 'Name',
  fields: {
    place: text('Place', { column: true, help: 'Path, URL or commit.' }),
    version: text('Version', { column: true }),
  },
  links: {
    expresses: link('expresses', ['element', 'interaction'], 'is expressed by'),
  },
})
