'use client'

import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, inputLook } from '@/components/ui/field'
import { type AuthorGate, AuthorGateContext, authorQuery, useSetAuthor } from '@/lib/client/author'
import { raise } from '@/lib/client/refusals'
import { Unreachable } from '@/lib/client/request'

/** Asks for a name once, before the first change; everything inside waits for it through `useAuthorGate`. */
export function AuthorDialog({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const setAuthor = useSetAuthor()
  const [asking, setAsking] = useState(false)
  const [name, setName] = useState('')
  const waiting = useRef<((known: boolean) => void)[]>([])
  const settle = (known: boolean) => {
    setAsking(false)
    for (const resolve of waiting.current.splice(0)) resolve(known)
  }
  const gate = useCallback<AuthorGate>(async () => {
    const author = await client.ensureQueryData(authorQuery).catch((error: unknown) => {
      // Asked when the server is back: what is to be saved waits for it anyway.
      if (error instanceof Unreachable) return { name: '', confirm: undefined }
      throw error
    })
    if (author && !author.confirm) return true
    setName((typed) => typed || (author?.name ?? ''))
    setAsking(true)
    return new Promise((resolve) => waiting.current.push(resolve))
  }, [client])
  return (
    <AuthorGateContext value={gate}>
      {children}
      <Dialog
        open={asking}
        onClose={() => settle(false)}
        title="Your name"
        description="Each change is logged with the name of its author. It is asked once and kept in this browser."
      >
        <form
          onSubmit={async (event) => {
            event.preventDefault()
            if (name.trim() === '') return
            try {
              await setAuthor(name.trim())
              settle(true)
            } catch (error) {
              raise({ error })
            }
          }}
        >
          <Field label="Name">
            {(ids) => (
              <input
                {...ids}
                className={inputLook}
                value={name}
                maxLength={100}
                onChange={(event) => setName(event.target.value)}
                autoComplete="name"
              />
            )}
          </Field>
          <Button type="submit" look="main" disabled={name.trim() === ''}>
            Continue
          </Button>
        </form>
      </Dialog>
    </AuthorGateContext>
  )
}
