'use client'

import { useRouter } from 'next/navigation'
import { Dialog } from '@/components/ui/dialog'
import { NameDialog } from '@/components/view/panel/nameDialog'
import { newStructure } from '@/lib/edits/structures'
import { textOf } from '@/lib/stpa/fieldValues'
import { ConnectDialog } from './connectDialog'
import { ElementDialog } from './elementDialog'
import { RemoveDialog } from './removeDialog'
import { ShownDialog } from './shown/shownDialog'
import type { DiagramModel } from './useDiagram'
import { keyHelp } from './useDiagramKeys'

/** The dialog of the question that is open. */
export function Questions({ model }: { model: DiagramModel }) {
  const { question, ask, structure, renaming, startRename, rename } = model
  const close = () => ask(null)
  if (renaming === structure.uid) {
    return (
      <NameDialog
        title="Rename the structure"
        label="Name"
        initial={textOf(structure)}
        onClose={() => startRename(null)}
        onName={(name) => rename(structure.uid, name)}
      />
    )
  }
  switch (question?.about) {
    case 'box':
      return <ElementDialog model={model} at={question.at} parent={question.parent} onClose={close} />
    case 'arrow':
      return <ConnectDialog model={model} ends={question} onClose={close} />
    case 'removal':
      return <RemoveDialog model={model} uids={question.uids} onClose={close} />
    case 'drawing':
      return <NewStructure model={model} shown={question.shown} copyOf={question.copyOf} onClose={close} />
    case 'boxes':
      return <ShownDialog model={model} onClose={close} />
    case 'keys':
      return <KeysDialog onClose={close} />
    default:
      return null
  }
}

type NewStructureProps = {
  model: DiagramModel
  shown: readonly string[]
  copyOf: string | undefined
  onClose: () => void
}

function NewStructure({ model: { analysis, commit }, shown, copyOf, onClose }: NewStructureProps) {
  const router = useRouter()
  const create = async (name: string) => {
    const made = newStructure(analysis, name, shown, copyOf)
    if (await commit(made.operations, 'new structure')) router.push(`/analyses/${analysis.id}/structure/${made.uid}`)
  }
  const title = shown.length > 0 ? `New structure from ${shown.length} elements` : 'New structure'
  return <NameDialog title={title} label="Name" onClose={onClose} onName={create} />
}

function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Keys of the drawing">
      <dl className="grid grid-cols-[10rem_1fr] gap-x-4 gap-y-1">
        {keyHelp.map(([key, text]) => (
          <div key={key} className="contents">
            <dt className="font-mono text-[12px]">{key}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
