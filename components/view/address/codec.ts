/** A part of a view as the text of one parameter; '' stands for nothing said. */
export type Part<Value> = { readonly read: (text: string) => Value; readonly write: (value: Value) => string }

/** A view as parameters of an address. */
export type Codec<View> = {
  readonly read: (parameters: URLSearchParams) => View
  /** Parameters of others, such as the selected item, stay. */
  readonly write: (parameters: URLSearchParams, view: View) => URLSearchParams
  /** The view after a change, where one part depends on another. */
  readonly changed: (view: View, change: Partial<View>) => View
}

export const text: Part<string> = { read: (value) => value, write: (value) => value }

/** Names without blanks. */
export const list: Part<readonly string[]> = {
  read: (value) => value.split(' ').filter(Boolean),
  write: (values) => values.join(' '),
}

/** A whole number above zero; 0 for anything else. */
export const count: Part<number> = {
  read: (value) => {
    const number = Number(value)
    return Number.isSafeInteger(number) && number > 0 ? number : 0
  },
  write: (value) => (value > 0 ? String(value) : ''),
}

/** The parts of a view, each a parameter of its own name. */
export function codecOf<View extends object>(
  parts: { readonly [Name in keyof View]: Part<View[Name]> },
  changed: Codec<View>['changed'] = (view, change) => ({ ...view, ...change }),
): Codec<View> {
  // The names of the parts are those of the view.
  const names = Object.keys(parts) as (keyof View & string)[]
  return {
    read: (parameters) => {
      const values = names.map((name) => [name, parts[name].read(parameters.get(name) ?? '')])
      return Object.fromEntries(values) as View // each of its parts is there
    },
    write: (parameters, view) => {
      const next = new URLSearchParams(parameters)
      for (const name of names) {
        const said = parts[name].write(view[name])
        if (said === '') next.delete(name)
        else next.set(name, said)
      }
      return next
    },
    changed,
  }
}
