import { type ReactNode, useId } from 'react'

type LinesProps = {
  width: number
  height: number
  className?: string
  /** `head` is the end of an arrow: the value of its `markerEnd`. */
  children: (head: string) => ReactNode
}

/** Everything of a picture that is not a box, in one image: it is much, and none of it moves. */
export function PictureLines({ width, height, className = '', children }: LinesProps) {
  const id = useId()
  return (
    <svg className={`picture-lines ${className}`} width={width} height={height} aria-hidden="true">
      <defs>
        <marker
          id={id}
          viewBox="0 0 10 10"
          refX="9"
          refY="5"
          markerWidth="8"
          markerHeight="8"
          orient="auto"
          markerUnits="userSpaceOnUse"
        >
          <path d="M0 1L10 5L0 9z" className="picture-head" />
        </marker>
      </defs>
      {children(`url(#${id})`)}
    </svg>
  )
}

type WordsProps = { texts: readonly string[]; note: string }

/** The lines of text in a box, and what is said of it below. */
export function BoxWords({ texts, note }: WordsProps) {
  return (
    <>
      {texts.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no identity
        <span key={index} className="picture-text">
          {text}
        </span>
      ))}
      {note !== '' && <span className="picture-note">{note}</span>}
    </>
  )
}
