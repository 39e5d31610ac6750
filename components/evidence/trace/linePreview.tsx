'use client'

import { Scroll } from '@/components/view/panel/scroll'
import { useLines } from '@/lib/client/evidence'
import { number } from '@/lib/text/counts'
import { shownText } from '@/lib/text/visible'
import { LineLink } from '../useView'

const shown = 8

/** The first lines of a step as they stand in the file, other processes' lines among them. */
export function LinePreview({ hash, first, last }: { hash: string; first: number; last: number }) {
  const count = Math.min(shown, last - first + 1)
  const { data } = useLines(hash, first, count, first > 0)
  if (!data) return null
  return (
    <>
      <h4 className="mb-0.5 font-medium text-[12.5px]">In the file</h4>
      <Scroll label="Lines of the step" className="rounded border border-line bg-sunken">
        <ol className="font-mono text-[12px] [font-variant-ligatures:none]">
          {data.lines.map((text, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the number of a line is what it is
            <li key={first + index} className="flex w-max min-w-full whitespace-pre">
              <span className="w-14 shrink-0 px-1.5 text-right text-soft">{number(first + index)}</span>
              <span className="pr-2">{shownText(text.slice(0, 400))}</span>
            </li>
          ))}
        </ol>
      </Scroll>
      {last - first + 1 > shown && (
        <p className="mt-1">
          <LineLink first={first} last={last} />
        </p>
      )}
    </>
  )
}
