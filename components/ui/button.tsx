import type { ButtonHTMLAttributes } from 'react'

const looks = {
  plain: 'border-line bg-panel text-ink hover:bg-sunken',
  main: 'border-accent bg-accent text-on-accent hover:opacity-90',
  quiet: 'border-transparent bg-transparent text-ink hover:bg-sunken',
  danger: 'border-line bg-panel text-error hover:bg-sunken',
} as const

type Props = ButtonHTMLAttributes<HTMLButtonElement> & { look?: keyof typeof looks }

export function Button({ look = 'plain', className = '', type = 'button', ...rest }: Props) {
  const shape =
    'inline-flex min-h-7 items-center gap-1.5 rounded border px-2.5 py-0.5 text-[13px] whitespace-nowrap disabled:cursor-default disabled:opacity-50'
  return <button type={type} className={`${shape} ${looks[look]} ${className}`} {...rest} />
}
