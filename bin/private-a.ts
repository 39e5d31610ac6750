import { readTrace } from '../lib/node/trace/read'
import { ActionReader } from '../lib/trace/actions/reader'
import { FlowBuilder } from '../lib/trace/flow/builder'

const t = performance.now()
let n = 0
const fb = new FlowBuilder()
const sink =
  process.argv[3] === 'flow'
    ? fb
    : {
        action() {
          n++
        },
      }
const a = new ActionReader(sink as never)
const f = await readTrace(
  process.argv[2]!,
  process.argv[3] === 'none'
    ? {
        call() {
          n++
        },
      }
    : a,
)
a.end()
const fl = process.argv[3] === 'flow' ? fb.end().length : 0
console.log(
  process.argv[3],
  f.lines,
  n,
  fl,
  (performance.now() - t).toFixed(),
  'ms',
  (process.resourceUsage().maxRSS / 1e3).toFixed(),
  'MB',
  process.cpuUsage().user / 1e3,
)
