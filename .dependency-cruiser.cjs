// The rooms and who may import whom (docs/architecture.md). Tests stand outside: they may read files and open stores.
const pure = '^lib/(text|stpa|kernel|trace|evidence|edits)/'
const test = ['\\.test\\.tsx?$', '^(bin|lib/(client|server|stpa))/testing/']
const room = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: test },
  to: { path: to },
})

/** Imports of one feature by another. */
const acrossFeatures = [
  '^components/evidence/takeDialog', // a trace is taken into the analysis from where runs are listed, too
]

/** Everything of the project but the folders named. */
const allBut = (...folders) =>
  `^(?!(${folders.join('|')})/)(app|bench|bin|components|e2e|generated|lib|prisma|proxy|scripts)\\b`

module.exports = {
  forbidden: [
    room('text-stands-alone', '^lib/text/', allBut('lib/text'), 'lib/text knows bytes, lines and cells, no domain.'),
    room('stpa-on-text', '^lib/stpa/', allBut('lib/stpa', 'lib/text'), 'lib/stpa imports nothing else of the project.'),
    room(
      'kernel-on-stpa',
      '^lib/kernel/',
      allBut('lib/kernel', 'lib/stpa', 'lib/text'),
      'lib/kernel builds on lib/stpa.',
    ),
    room('trace-on-kernel', '^lib/trace/', allBut('lib/trace', 'lib/kernel', 'lib/stpa', 'lib/text'), 'See the rooms.'),
    room(
      'evidence-on-kernel',
      '^lib/evidence/',
      allBut('lib/evidence', 'lib/kernel', 'lib/stpa', 'lib/text'),
      'See the rooms.',
    ),
    room(
      'edits-on-core',
      '^lib/edits/',
      allBut('lib/edits', 'lib/stpa', 'lib/text', 'lib/kernel', 'lib/trace', 'lib/evidence'),
      'Edits are pure: screens, commands and the API call the same ones.',
    ),
    room(
      'node-on-pure',
      '^lib/node/',
      allBut('lib/node', 'lib/edits', 'lib/stpa', 'lib/text', 'lib/kernel', 'lib/trace', 'lib/evidence'),
      'lib/node knows the machine and the pure core, not the server.',
    ),
    room(
      'server-knows-no-pages',
      '^lib/server/',
      '^(app|components|lib/client|bin)/',
      'The server imports no interface.',
    ),
    room(
      'client-on-pure',
      '^lib/client/',
      allBut('lib/client', 'lib/edits', 'lib/stpa', 'lib/text', 'lib/kernel', 'lib/trace', 'lib/evidence'),
      'lib/client reaches the server by requests only.',
    ),
    room(
      'components-on-client',
      '^components/',
      '^(app|bin|generated|prisma|scripts|lib/(node|server))/',
      'Components run in a browser.',
    ),
    room(
      'views-know-no-feature',
      '^components/view/',
      '^(lib/(?!text/)|components/(?!(ui|view)/))',
      'The view kit knows values, columns, boxes and lines.',
    ),
    room(
      'items-below-features',
      '^components/item/',
      '^components/(?!(ui|view|item)/)',
      'What items need of features moves down, or the shell composes it.',
    ),
    room(
      'shell-on-top',
      '^components/(?!shell/)',
      '^components/shell/',
      'The shell composes features; none of them knows it.',
    ),
    {
      name: 'features-stand-apart',
      severity: 'error',
      comment: 'What two features need stands in item/, diagram/ or view/. Exceptions above, each with its reason.',
      from: { path: '^components/(?!(?:ui|view|item|shell)/)([^/]+)/', pathNot: test },
      to: { path: '^components/', pathNot: ['^components/(ui|view|item|diagram|$1)/', ...acrossFeatures] },
    },
    room('primitives-know-no-stpa', '^components/ui/', '^(lib/(stpa|client)|components/(?!ui/))', 'See the rooms.'),
    room(
      'command-line-without-server',
      '^bin/',
      '^(app|components|generated|prisma|scripts|lib/(client|server))/',
      'The command line needs no server.',
    ),
    {
      name: 'prisma-in-server-only',
      severity: 'error',
      comment: 'lib/node/kernel reads the databases of others, with the drivers alone.',
      from: { path: '^(app|bin|components|lib)/', pathNot: ['^lib/(server|node/kernel)/', ...test] },
      to: { path: ['^generated/', '^node_modules/@prisma/', '^node_modules/(@libsql|libsql|pg)/'] },
    },
    {
      name: 'pure-needs-no-machine',
      comment: 'No node:*, no disk, no network in the pure core.',
      severity: 'error',
      from: { path: pure, pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-packages',
      comment:
        'The pure core uses zod, yaml, elkjs, fflate, one DOT and one XML parser, one Markdown renderer, RE2, one CSV reader, persistent maps.',
      severity: 'error',
      from: { path: pure, pathNot: test },
      to: {
        path: '^node_modules/',
        pathNot:
          '^node_modules/(zod|yaml|elkjs|fflate|@ts-graphviz|markdown-it|@types/markdown-it|re2js|csv-parse|saxes|immutable)/',
      },
    },
    {
      name: 'no-circular',
      comment: 'A circle of imports, types counted: two files that know each other are one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.css$|^@fontsource' },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: test },
      to: { path: test },
    },
  ],
  options: {
    doNotFollow: { path: '^(node_modules|generated)' },
    exclude: { path: '^(\\.next|dist|data|examples|test-results)' },
    tsPreCompilationDeps: true, // types cross no border either
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
