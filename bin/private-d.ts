import { readTrace } from '../lib/node/trace/read'
import { readOptions } from '../lib/trace/api'
import { digesterOf } from '../lib/trace/digest'

const t = performance.now()
const d = await digesterOf(readOptions.parse({}))
const f = await readTrace(process.argv[2]!, d)
const t2 = performance.now()
const r = d.result(f)
const j = JSON.stringify(r)
console.log(
  f.lines,
  (t2 - t).toFixed(),
  (performance.now() - t).toFixed(),
  'ms',
  (process.resourceUsage().maxRSS / 1e3).toFixed(),
  'MB',
  process.cpuUsage().user / 1e3,
  j.length,
  r.flows.length,
  r.moreFlows,
  r.flows.reduce((a, b) => a + b.nodes.length, 0),
)
console.log(
  r.usage.subsystems.slice(0, 8).map((s) => [s.name, s.asCall, s.asResource]),
  r.usage.resources.length,
  r.usage.more,
  Object.entries(r).map(([k, v]) => [k, JSON.stringify(v)?.length]),
)
