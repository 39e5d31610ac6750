/** The first `path:line` in a text, such as `file:///srv/t.mjs:2:77`; '' when there is none. Linear in the text. */
export function placeIn(text: string): string {
  for (const word of text.split(/[\s()<>'",;]/)) {
    const end = word.endsWith(':') ? word.length - 1 : word.length
    if (end > 500 || !word.includes(':')) continue
    const found = placeOf(word.slice(0, end).replace(/^file:\/\//, ''))
    if (found !== '') return found
  }
  return ''
}

function placeOf(word: string): string {
  const numbers = /:(\d{1,9})(:\d{1,9})?$/.exec(word)
  if (!numbers) return ''
  const path = word.slice(0, numbers.index)
  const isPath = /[./]/.test(path) && /[A-Za-z]/.test(path) && !path.includes(':')
  return isPath ? `${path}:${numbers[1]}` : ''
}
