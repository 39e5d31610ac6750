import { describe, expect, it } from 'vitest'
import { StpaError } from '../errors'
import { renderDocument } from './index'
import { markdownBlocks } from './markdownBlocks'
import { escapeMarkdown } from './render/markdown'
import { analysisOf } from './testing/analysisOf'

/** What a hostile or careless author may write into any text. */
const nasty = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  "'); DROP TABLE x; --",
  '</style><script>alert(3)</script>',
  '</title><b>out</b>',
  '[click](javascript:alert(4))',
  '<a href="javascript:alert(5)">x</a>',
  '&lt;already&gt; &amp; so on',
]

const quoted = (text: string): string => JSON.stringify(text)

describe('signs that are not seen', () => {
  it('stand in a report by their numbers, and turn nothing around', async () => {
    const description = '```\ncode \u202e x\n```\n\n`in \u202e` [li\u202enk](https://x.y/\u202e)'
    const analysis = analysisOf(`
analysis: [{key: AN-1, text: "Lamp", description: ${quoted(description)}}]
loss: [{key: L-1, text: "Harm \\u202E to people \\e[2J"}]
`)
    for (const format of ['html', 'md'] as const) {
      const { text } = await renderDocument(analysis, { document: 'report', format })
      expect(text).not.toMatch(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u)
      expect(text).toMatch(/202E/)
    }
  })
})

function hostile() {
  const all = nasty.join(' ')
  return analysisOf(`
analysis:
- {key: AN-1, text: ${quoted(all)}, description: ${quoted(nasty.join('\n\n'))}, authors: [${quoted(all)}], version: ${quoted(all)}}
stakeholder:
- {key: ${quoted('<i>STK</i>')}, text: ${quoted(all)}, role: ${quoted(all)}}
loss:
- {key: ${quoted('"><b>L')}, text: ${quoted(all)}, owner: ${quoted(all)}, sources: [{document: ${quoted(all)}, url: 'javascript:alert(6)'}]}
element:
- {key: E-1, text: ${quoted(all)}, processModel: ${quoted(nasty.join('\n\n'))}, nature: software}
- {key: E-2, text: ${quoted(all)}}
controlAction:
- {key: CA-1, text: ${quoted(all)}, interfaceName: ${quoted(all)}, source: [E-1], target: [E-2]}
assumptionOfUse:
- {key: AOU-1, text: ${quoted(all)}, act: ${quoted(all)}, condition: ${quoted(all)}, consequence: ${quoted(nasty.join('\n\n'))}, addressedTo: [${quoted('<i>STK</i>')}]}
`)
}

/** Tags of an HTML text by name, attributes that begin with "on", and addresses that are not web or page addresses. */
function findings(html: string): string[] {
  const body = html.replace(/<style>[\s\S]*?<\/style>/, '')
  const tags = [...body.matchAll(/<\/?([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>/gi)]
  const allowed =
    /^(html|head|meta|title|style|body|a|header|p|h1|h2|h3|dl|dt|dd|div|table|caption|thead|tbody|tr|th|td|nav|ol|ul|li|span|main|section|article|code|pre|em|strong|s|br|hr|figure|figcaption|blockquote|svg|desc|defs|marker|path|rect|g|text)$/i
  return tags.flatMap(([whole, name = '', attributes = '']) => [
    ...(allowed.test(name) ? [] : [whole]),
    ...(/\son[a-z]+\s*=/i.test(attributes.replace(/"[^"]*"/g, '""')) ? [whole] : []),
    ...(/(?:href|src)="(?!#|https?:|mailto:)/i.test(attributes) ? [whole] : []),
  ])
}

describe('texts in HTML', () => {
  it.each(['report', 'aou'] as const)('never become markup, scripts or addresses of the %s', async (document) => {
    const { text } = await renderDocument(hostile(), { document, format: 'html' })
    expect(findings(text)).toEqual([])
    expect(text.match(/<\/style>/g)).toHaveLength(1)
    expect(text.match(/<\/title>/g)).toHaveLength(1)
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).toContain('&amp;lt;already&amp;gt;')
  })

  it('never end the style sheet that runs the title along the pages', async () => {
    const { text } = await renderDocument(hostile(), { document: 'report', format: 'html' })
    const style = /<style>([\s\S]*?)<\/style>/.exec(text)?.[1] ?? ''
    expect(style).not.toContain('<')
    expect(style).toContain('@top-left { content: "\\3c script')
  })
})

describe('texts in Markdown', () => {
  it.each(['report', 'aou'] as const)('never become HTML, links or headings of the %s', async (document) => {
    const { text } = await renderDocument(hostile(), { document, format: 'md' })
    const own = text.replace(/<a id="[A-Za-z0-9._-]+"><\/a>|<br>/g, '').replace(/`[^`]*`/g, '')
    expect(own).not.toMatch(/<[a-z/]/i)
    expect(text).not.toMatch(/(?<!\\)\]\(<?javascript/i)
  })

  it('keep their place at the start of a line and in a table', () => {
    expect(escapeMarkdown('a|b <c> *d* _e_ [f] `g` \\ ~~h~~')).toBe(
      'a\\|b &lt;c\\> \\*d\\* \\_e\\_ \\[f\\] \\`g\\` \\\\ \\~\\~h\\~\\~',
    )
    expect(escapeMarkdown('line\n\n# heading')).toBe('line # heading')
    expect(escapeMarkdown('see https://x.y and www.x.y')).toBe('see https\\://x.y and www\\.x.y')
  })

  it('do not become list entries, headings or rules when a paragraph begins with their marks', async () => {
    const texts = ['# one', '- two', '1. three', '---', '=== four', '+ five', '> six']
    const analysis = analysisOf(
      `analysis:\n- {key: AN-1, text: ${quoted('# title')}, authors: [x]}\nloss:\n${texts.map((text, index) => `- {key: L-${index}, text: ${quoted(text)}, description: ${quoted(`\\${text}`)}}`).join('\n')}\n`,
    )
    const { text } = await renderDocument(analysis, { document: 'report', format: 'md' })
    expect(
      text.split('\n').filter((line) => /^(#{1,6} (one|two)|\d+\. three|- two|\+ five|> six|=== four)/.test(line)),
    ).toEqual([])
  })
})

describe('Markdown that people write', () => {
  it('is read without HTML, with web addresses only, and with pictures as their description', () => {
    const blocks = markdownBlocks('See <b>this</b> [a](https://x.y) [b](javascript:x) ![a cat](http://x/cat.png)')
    const json = JSON.stringify(blocks)
    expect(json).toContain('<b>')
    expect(json).toContain('"url":"https://x.y"')
    expect(json).not.toContain('"url":"javascript')
    expect(json).toContain('[picture: a cat] http://x/cat.png')
  })

  it('keeps lists, code, quotes and tables, and takes headings down to bold text', () => {
    const types = markdownBlocks(
      '# Big\n\n- a\n- b\n  1. c\n\n```\ncode <x>\n```\n\n> q\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n---',
    ).map((block) => block.type)
    expect(types).toEqual(['paragraph', 'list', 'code', 'quote', 'table', 'rule'])
  })

  it('survives deep nesting and long lines', () => {
    expect(() => markdownBlocks(`${'> '.repeat(5_000)}x`)).not.toThrow()
    expect(() => markdownBlocks(`${'- '.repeat(5_000)}x`)).not.toThrow()
    expect(() => markdownBlocks('*'.repeat(50_000))).not.toThrow()
    expect(() => markdownBlocks('['.repeat(50_000))).not.toThrow()
  })
})

describe('a request for a document', () => {
  it('is refused with an expected error, never with a defect', async () => {
    await expect(renderDocument(hostile(), { document: 'aou', format: 'csv' })).rejects.toBeInstanceOf(StpaError)
  })
})
