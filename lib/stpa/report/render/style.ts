/** A text inside a CSS string: everything but letters, digits and spaces as a code point. */
const cssString = (text: string): string =>
  `"${[...text].map((character) => (/[A-Za-z0-9 ]/.test(character) ? character : `\\${(character.codePointAt(0) ?? 32).toString(16)} `)).join('')}"`

/** The styles of a document. `title` and `revision` run along the pages in print. */
export const styleOf = (title: string, revision: string): string => `${screen}
@media print {
@page { size: A4; margin: 22mm 17mm 18mm;
@top-left { content: ${cssString(title)}; font: 8pt system-ui, sans-serif; color: #5b6876; }
@top-right { content: ${cssString(revision)}; font: 8pt system-ui, sans-serif; color: #5b6876; }
@bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #5b6876; } }
@page :first { margin-top: 30mm; @top-left { content: none; } @top-right { content: none; } }
${print}}
`

const screen = `
:root { --ink: #17212c; --soft: #55616e; --line: #d5dbe1; --faint: #f3f5f7; --ground: #fff; --link: #0b5394; --bad: #a1261d; --badg: #fbeceb; --warn: #7a4b00; --warng: #fdf3df; --good: #1c6136; --goodg: #e9f5ed; --quiet: #55616e; --quietg: #f0f2f4; }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 68rem; padding: 2rem 1.5rem 6rem; font: 15px/1.5 Inter, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: var(--ink); background: var(--ground); overflow-wrap: break-word; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.ref, .key, code, .number { font-variant-numeric: tabular-nums; }
.ref { white-space: nowrap; }
.web { text-decoration: underline; overflow-wrap: anywhere; }
code { font: .88em ui-monospace, "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { background: var(--faint); padding: .6rem .8rem; overflow-x: auto; }
blockquote { margin: .4rem 0; padding-left: .9rem; border-left: 3px solid var(--line); color: var(--soft); }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h2 { margin: 4rem 0 .3rem; padding-bottom: .4rem; border-bottom: 2px solid var(--ink); font-size: 1.6rem; }
h3 { margin: 2.2rem 0 .6rem; font-size: 1.15rem; }
h2 .number { color: var(--soft); margin-right: .5rem; }
p { margin: .5rem 0; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--ground); padding: .3rem .6rem; }
.summary { margin: 0 0 1rem; color: var(--soft); }
.cover { padding-top: 3rem; }
.cover .subtitle { margin: 0; font-size: 1.05rem; color: var(--soft); letter-spacing: .02em; }
.cover h1 { margin: .2rem 0 2rem; font-size: 2.5rem; }
.cover > dl { margin: 0 0 2.5rem; }
.cover .wide { margin-top: 2rem; }
.signs td { height: 2.4rem; }
.signs th:nth-child(4), .signs th:nth-child(2) { width: 30%; }
.contents h2 { margin-top: 3rem; }
.contents ol { list-style: none; margin: 0; padding: 0; columns: 2 26rem; column-gap: 3rem; }
.contents > ol > li { margin: 0 0 .7rem; padding-left: 1.9rem; font-weight: 600; break-inside: avoid-column; }
.contents .number { display: inline-block; width: 1.9rem; margin-left: -1.9rem; color: var(--soft); }
.contents ul { list-style: none; margin: .1rem 0 .5rem; padding-left: 0; font-weight: 400; font-size: .93em; }
dl { margin: .3rem 0; }
dl > div { display: grid; grid-template-columns: 10.5rem 1fr; gap: .1rem 1rem; padding: .1rem 0; }
dt { color: var(--soft); }
dd { margin: 0; min-width: 0; }
dd > p:first-child, li > p:first-child { margin-top: 0; }
dd > p:last-child, li > p:last-child { margin-bottom: 0; }
dd ul, dd ol { margin: 0; padding-left: 1.2rem; }
.entry { display: grid; grid-template-columns: 6.5rem 1fr; gap: 0 1rem; margin: 0; padding: .8rem 0; border-top: 1px solid var(--line); }
.entry .key { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.entry .statement { margin: 0 0 .3rem; font-weight: 600; }
.entry > div { min-width: 0; }
.wide { overflow-x: auto; margin: 1rem 0 1.6rem; }
table { border-collapse: collapse; width: 100%; font-size: .93em; line-height: 1.42; }
caption { text-align: left; font-weight: 600; padding-bottom: .35rem; }
th { text-align: left; vertical-align: bottom; font-weight: 600; border-bottom: 1.5px solid var(--ink); padding: .3rem .6rem .3rem 0; }
td { vertical-align: top; border-bottom: 1px solid var(--line); padding: .35rem .6rem .35rem 0; }
th:last-child, td:last-child { padding-right: 0; }
.has-detail > td, tr:has(+ .detail) > td { border-bottom: 0; padding-bottom: .1rem; }
.detail td { padding-top: 0; color: var(--soft); }
.detail dl > div { grid-template-columns: 9.5rem 1fr; }
.detail dd { color: var(--ink); }
.detail dl { display: flex; flex-wrap: wrap; gap: 0 1.6rem; margin: 0 0 .2rem; }
.detail dl > div { flex: 1 1 100%; }
.detail dl > .short { flex: 0 1 auto; grid-template-columns: auto 1fr; gap: 0 .5rem; }
.dense td { padding-top: .12rem; padding-bottom: .12rem; }
td.key, th.key { width: 6.5rem; font-weight: 600; white-space: normal; }
td.wide, th.wide { min-width: 15rem; overflow: visible; margin: 0; }
td.narrow { min-width: 5.5rem; }
.end { text-align: right; white-space: nowrap; }
.many { font-size: .84em; }
.many td, .many th { padding-right: .4rem; }
.level1 > td:nth-child(2), .entry.level1 { padding-left: 1.2rem; }
.level2 > td:nth-child(2), .entry.level2 { padding-left: 2.4rem; }
.level3 > td:nth-child(2), .entry.level3 { padding-left: 3.6rem; }
.level4 > td:nth-child(2), .level5 > td:nth-child(2), .level6 > td:nth-child(2), .entry.level4, .entry.level5, .entry.level6 { padding-left: 4.8rem; }
:target { background: var(--warng); }
h2:target, h3:target { background: none; }
td.bad { color: var(--bad); } td.warn { color: var(--warn); } td.good { color: var(--good); } td.quiet { color: var(--quiet); }
.note { padding: .5rem .8rem; border-left: 3px solid; }
.note.bad { border-color: var(--bad); background: var(--badg); } .note.warn { border-color: var(--warn); background: var(--warng); } .note.good { border-color: var(--good); background: var(--goodg); } .note.quiet { border-color: var(--quiet); background: var(--quietg); }
.badge { display: inline-block; margin-left: .4rem; padding: 0 .45em; border-radius: .25rem; font-size: .78rem; font-weight: 600; line-height: 1.5; vertical-align: .08em; white-space: nowrap; }
.badge.bad { color: var(--bad); background: var(--badg); } .badge.warn { color: var(--warn); background: var(--warng); } .badge.good { color: var(--good); background: var(--goodg); } .badge.quiet { color: var(--quiet); background: var(--quietg); }
figure { margin: 1rem 0; }
.picture { overflow-x: auto; background: #fff; border: 1px solid var(--line); padding: .6rem; }
.picture svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
figcaption { margin-top: .4rem; color: var(--soft); }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --soft: #a3afbb; --line: #333e49; --faint: #1b232c; --ground: #11161c; --link: #8cc2f5; --bad: #ff9d94; --badg: #3a1f1d; --warn: #f0c070; --warng: #35290f; --good: #86d8a2; --goodg: #16301f; --quiet: #a3afbb; --quietg: #232c35; } }
@media (max-width: 44rem) { body { padding: 1rem; } .entry, dl > div, .detail dl > div { grid-template-columns: 1fr; } .cover h1 { font-size: 1.8rem; } }
`

const print = `
:root { --ink: #111; --soft: #4a5560; --line: #c9d0d7; --faint: #f3f5f7; --ground: #fff; --link: #0b4a85; --bad: #8f1f17; --badg: #fbeceb; --warn: #6b4200; --warng: #fdf3df; --good: #175230; --goodg: #e9f5ed; --quiet: #4a5560; --quietg: #f0f2f4; color-scheme: light; }
body { max-width: none; padding: 0; font-size: 9.3pt; line-height: 1.4; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.skip { display: none; }
.cover { padding: 0; }
.cover h1 { font-size: 24pt; margin-bottom: 8mm; }
.contents, .chapter { break-before: page; }
.contents.short { break-before: auto; }
.contents.short h2 { margin-top: 10mm; }
.contents:not(.short) h2, .chapter > h2 { margin-top: 0; }
.contents ol { columns: 1; }
.contents > ol > li { break-inside: auto; }
.contents ul { columns: 2; font-size: 8.4pt; line-height: 1.35; margin-bottom: 1mm; }
.contents > ol > li { margin: 0 0 2mm; }
.contents .badge { line-height: 1.1; }
.contents ul li { break-inside: avoid; }
h2, h3, h3 + p, .summary, caption { break-after: avoid; }
h3 { margin-top: 6mm; }
.wide { overflow: visible; }
table { font-size: 8.4pt; }
.many { font-size: 7.2pt; }
thead { display: table-header-group; }
tr, .entry > .key, figure, .note { break-inside: avoid; }
tr:has(+ .detail) { break-after: avoid; }
.entry { display: block; position: relative; padding: 2.2mm 0 2.2mm 24mm; }
.entry > .key { position: absolute; left: 0; width: 22mm; }
thead, thead tr { break-after: avoid; }
tbody tr:first-child { break-before: avoid; }

.entry .statement, .entry dl > div { break-inside: avoid; }
.statement { break-after: avoid; }
dl > div { grid-template-columns: 32mm 1fr; }
td.key, th.key { width: 21mm; }
td.wide, th.wide { min-width: 42mm; }
td.narrow { min-width: 16mm; }
.detail dl > div { grid-template-columns: 28mm 1fr; }
.picture { border: 0; padding: 0; overflow: visible; }
.picture svg { max-height: 175mm; }
:target { background: none; }
`
