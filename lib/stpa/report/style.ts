/** The style of the HTML documents: quiet on screen, light or dark; black on white on paper. */
export const reportStyle = `
:root{color-scheme:light dark;--ink:#17202a;--soft:#56616d;--line:#d5dbe1;--ground:#fff;--band:#f4f6f8;--link:#0b5cad}
@media (prefers-color-scheme:dark){:root{--ink:#e6ebf0;--soft:#a3adb8;--line:#38424d;--ground:#12171d;--band:#1b222a;--link:#7db8f5}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:2rem 1.5rem 4rem;font:15px/1.5 Inter,"Helvetica Neue",Arial,sans-serif;color:var(--ink);background:var(--ground)}
h1{font-size:2rem;line-height:1.2;margin:.2rem 0 1rem}h2{font-size:1.4rem;margin:2.5rem 0 .75rem;padding-bottom:.3rem;border-bottom:2px solid var(--line)}
h3{font-size:1.1rem;margin:1.6rem 0 .5rem}h4{font-size:.95rem;margin:1.2rem 0 .4rem;color:var(--soft)}
.kind{color:var(--soft);margin:0;text-transform:uppercase;letter-spacing:.06em;font-size:.8rem}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
code{font:600 .86em "JetBrains Mono",ui-monospace,Menlo,Consolas,monospace;white-space:nowrap}
table{border-collapse:collapse;width:100%;margin:.6rem 0 1rem;font-size:.9rem}
th,td{border:1px solid var(--line);padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:break-word}
thead th{background:var(--band)}table.cover{width:auto}table.cover th{background:var(--band);white-space:nowrap}
table.signoff td{height:2.2rem}table.signoff{max-width:44rem}
nav ol{list-style:none;padding:0;columns:2}figure{margin:1rem 0;break-inside:avoid}
figure svg{max-width:100%;height:auto;background:#fff;border:1px solid var(--line)}figcaption{color:var(--soft);font-size:.85rem;margin-top:.4rem}
.md p{margin:.4rem 0}:target{background:color-mix(in srgb,var(--link) 14%,transparent)}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--ground:#fff;--band:#f0f0f0;--link:#000}
@page{size:A4;margin:18mm 15mm}body{max-width:none;padding:0;font-size:10pt}header{break-after:page}nav{break-after:page}
h2,h3,h4{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}}
`.trim()
