import type { FlowNode, ProcessFlow } from '../flow/model'

/** A row of a table that the tracer summed itself (`strace -c`). */
type CountedCall = { readonly name: string; readonly calls: number | undefined }

/** A flow chart that somebody drew, or that was derived, beside the table of the same run. */
export type ChartWithTable = {
  /** What it says is opened, one for each time. */
  readonly opens: readonly string[]
  readonly table: readonly CountedCall[]
}

export type ChartCheck = {
  /** Calls of open that no chart shows: libraries, settings. The same program makes as many in each run. */
  readonly unshown: number
  /** How many opens the table leaves for the chart, and how many the chart has. */
  readonly possible: number
  readonly claimed: number
  /** Calls that the other run made and this one did not make at all. */
  readonly absent: readonly string[]
  /** What cannot be; empty when chart and table fit. */
  readonly contradictions: readonly string[]
}

const opening = new Set(['open', 'openat', 'openat2', 'creat'])

const opensIn = (table: readonly CountedCall[]): number =>
  table.reduce((sum, { name, calls }) => sum + (opening.has(name) ? (calls ?? 0) : 0), 0)

/**
 * Does a flow chart fit the table of its own run? Judged by another run of the same program whose chart is trusted: what
 * that opens beyond its chart, this opens too. (ELISA's article on OpenAPS has a chart of a busy run with two files
 * opened for which its own table has no calls.)
 */
export function checkFlowchartAgainstTable(chart: ChartWithTable, reference: ChartWithTable): ChartCheck {
  const unshown = opensIn(reference.table) - reference.opens.length
  const counted = opensIn(chart.table)
  const [possible, claimed] = [Math.max(0, counted - Math.max(0, unshown)), chart.opens.length]
  const made = new Set(chart.table.filter(({ calls = 0 }) => calls > 0).map(({ name }) => name))
  const absent = reference.table.filter(({ name, calls = 0 }) => calls > 0 && !made.has(name)).map(({ name }) => name)
  const contradictions: string[] = []
  if (unshown < 0)
    contradictions.push(
      `The other run's chart opens ${reference.opens.length} files, its table counts ${opensIn(reference.table)}.`,
    )
  if (claimed > possible)
    contradictions.push(
      `The chart opens ${claimed} files (${chart.opens.join(', ')}); of the ${counted} opens of its table, ${unshown} are those that no chart shows, which leaves ${possible}.`,
    )
  return { unshown, possible, claimed, absent: absent.sort(), contradictions }
}

/** What a derived flow opens, one name for each time: its chart, to be held against a table. */
export function opensOf(flow: ProcessFlow): string[] {
  const opens: string[] = []
  const visit = (nodes: readonly FlowNode[]): void => {
    for (const { verb, calls, resource, children } of nodes) {
      if (children.length > 0) visit(children)
      else if (verb === 'open') for (let call = 0; call < calls; call++) opens.push(resource.name)
    }
  }
  visit(flow.nodes)
  return opens
}
