'use client'

import { Button } from '@/components/ui/button'
import { saveText } from '@/components/ui/saveFile'
import { Scroll } from '@/components/view/panel/scroll'
import { figuresCsv } from '@/components/view/table/figures'
import { counted, number } from '@/lib/text/counts'
import type { SystemNode, SystemView } from '@/lib/trace/systemView/model'

/** Which command used which subsystem, in calls: what a workload covers of the kernel, command by command. */
export function CommandMatrix({ view }: { view: SystemView }) {
  const subsystems = view.nodes.filter(({ column }) => column === 'subsystem')
  const commands = view.nodes.filter(({ column }) => column === 'command')
  const calls = new Map(view.arrows.map(({ from, to, calls: count }) => [`${from}\0${to}`, count]))
  const callsOf = (command: SystemNode, subsystem: SystemNode) => calls.get(`${command.id}\0${subsystem.id}`) ?? 0
  const save = () => {
    const named = (title: string, value: (row: SystemNode) => string | number) => ({
      name: title,
      title,
      width: '',
      value,
    })
    const columns = [
      named('Subsystem', ({ name }) => name),
      ...commands.map((command) => named(command.name, (subsystem) => callsOf(command, subsystem))),
      named('Errors', ({ errors }) => errors),
      named('Runs', ({ runs }) => runs.length),
    ]
    saveText('commands.csv', 'text/csv', figuresCsv(subsystems, columns))
  }
  if (subsystems.length === 0) return <p className="px-4 py-3 text-soft">Nothing fits.</p>
  return (
    <Scroll label="Subsystems by command" className="min-h-0 flex-1 border-line border-t bg-panel">
      <table className="text-[13px]">
        <thead className="sticky top-0 z-10 bg-sunken text-left align-bottom text-[12px]">
          <tr>
            <th scope="col" className="sticky left-0 bg-sunken px-3 py-1 font-medium">
              Subsystem{' '}
              <Button look="quiet" onClick={save}>
                CSV
              </Button>
            </th>
            {commands.map(({ id, name }) => (
              <th
                key={id}
                scope="col"
                className="min-w-20 max-w-40 px-2 py-1 text-right font-medium [overflow-wrap:anywhere]"
              >
                {name}
              </th>
            ))}
            <th scope="col" className="px-2 py-1 text-right font-medium">
              Errors
            </th>
            <th scope="col" className="px-3 py-1 text-right font-medium">
              Runs
            </th>
          </tr>
        </thead>
        <tbody>
          {subsystems.map((subsystem) => (
            <tr key={subsystem.id} className="border-line/60 border-t">
              <th
                scope="row"
                className="sticky left-0 max-w-96 bg-panel px-3 py-0.5 text-left font-normal [overflow-wrap:anywhere]"
              >
                {subsystem.name}
              </th>
              {commands.map((command) => (
                <MatrixCell key={command.id} calls={callsOf(command, subsystem)} />
              ))}
              <td className={`px-2 text-right tabular-nums ${subsystem.errors > 0 ? 'text-error' : 'text-soft'}`}>
                {number(subsystem.errors)}
              </td>
              <td className="px-3 text-right tabular-nums">{number(subsystem.runs.length)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="px-3 py-2 text-soft">
        {counted(commands.length, 'command')}, {counted(view.titles.length, 'run')}. An empty cell says that no run
        showed it, not that the command cannot do it.
      </p>
    </Scroll>
  )
}

const MatrixCell = ({ calls }: { calls: number }) => (
  <td className={`px-2 text-right tabular-nums ${calls > 0 ? 'bg-chosen' : ''}`}>{calls > 0 ? number(calls) : ''}</td>
)
