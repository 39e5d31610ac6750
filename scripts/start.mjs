// `npm start`. In words that a Node which is far too old can read as well, so that it says so.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major > 20 || (major === 20 && minor >= 19)) {
  import('./serve.mjs')
} else {
  console.error(`Node ${process.versions.node} is too old: STPA Workbench needs Node 20.19 or newer.`)
  process.exitCode = 1
}
