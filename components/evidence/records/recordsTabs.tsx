'use client'

import { type Tab, Tabs } from '@/components/ui/tabs'
import type { RecordsDigest } from '@/lib/evidence/digest'
import type { Item } from '@/lib/stpa/model'
import type { EvidenceCard } from '@/lib/trace/api'
import { ConfigurationTab } from '../linking/configurationTab'
import { LinkTab } from '../linking/linkTab'
import { FlagsTab } from '../trace/flagsTab'
import { LinesTab } from '../trace/linesTab'
import { NotesTab } from '../trace/notesTab'
import { titled } from '../trace/traceTabs'
import { useView } from '../useView'
import { ComponentsTab } from './componentsTab'
import { CoverageTab } from './coverageTab'
import { OptionsTab } from './optionsTab'
import { RecordsTab } from './recordsTab'

type Props = { hash: string; card: EvidenceCard | undefined; digest: RecordsDigest; evidence: readonly Item[] }

/** A file of results, materials, options or coverage from all sides; which one is in the address. */
export function RecordsTabs({ hash, card, digest, evidence }: Props) {
  const [view, change] = useView()
  const { records, components, options, coverage, report } = digest
  const notes = report.repaired.count + report.skipped.count + report.unknown.count
  const flags = report.flags
  const optionCount = options ? Object.keys(options).length : 0
  const tabs: Tab[] = [
    ...(components || options || coverage
      ? []
      : [{ name: 'results', title: titled('Results', records.length), content: () => <RecordsTab digest={digest} /> }]),
    ...(components
      ? [
          {
            name: 'components',
            title: titled('Components', components.length),
            content: () => <ComponentsTab components={components} facts={digest.facts} />,
          },
        ]
      : []),
    ...(options
      ? [
          {
            name: 'options',
            title: titled('Options', optionCount),
            content: () => <OptionsTab options={options} facts={digest.facts} />,
          },
        ]
      : []),
    ...(coverage
      ? [
          {
            name: 'coverage',
            title: titled('Coverage', coverage.length),
            content: () => <CoverageTab coverage={coverage} facts={digest.facts} />,
          },
        ]
      : []),
    options
      ? {
          name: 'held',
          title: 'Held against the analysis',
          content: () => <ConfigurationTab {...{ card, digest, evidence }} />,
        }
      : {
          name: 'link',
          title: 'Link to the analysis',
          content: () => <LinkTab {...{ card, digest, evidence }} />,
        },
    {
      name: 'lines',
      title: 'Lines',
      content: () => <LinesTab {...{ hash, flags }} total={card?.lines ?? 0} hasFlows={false} />,
    },
    { name: 'notes', title: titled('Reading', notes), content: () => <NotesTab report={report} /> },
    { name: 'flags', title: titled('Flags', flags.length), content: () => <FlagsTab {...{ flags, evidence }} /> },
  ]
  const chosen = tabs.find(({ name }) => name === view.tab)?.name ?? tabs[0]?.name ?? ''
  return <Tabs fill label="What of the file" tabs={tabs} chosen={chosen} onChoose={(tab) => change({ tab })} />
}
