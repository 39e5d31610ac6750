/** One frame of the inline stack at an address, innermost first. `line` is 0 where it is not known. */
export type Frame = { readonly function: string; readonly file: string; readonly line: number }

/** Reads `addr2line -a -i -f`: an address, then two lines for each frame. */
export class FrameReader {
  #address: string | undefined
  #name: string | undefined
  #frames: Frame[] = []

  /** Frames of the address before, when a line begins the next one. */
  read(line: string): { address: string; frames: readonly Frame[] } | undefined {
    const start = /^0x([0-9a-f]{16})$/.exec(line)?.[1]
    if (start !== undefined) {
      const done = this.end()
      this.#address = start
      return done
    }
    if (this.#name === undefined) this.#name = line
    else {
      const [, file = '??', number = '0'] = /^(.*):(\d+|\?)(?: \(discriminator \d+\))?$/.exec(line) ?? []
      this.#frames.push({ function: this.#name, file, line: number === '?' ? 0 : Number(number) })
      this.#name = undefined
    }
    return undefined
  }

  /** What stands there at the end. */
  end(): { address: string; frames: readonly Frame[] } | undefined {
    const done = this.#address === undefined ? undefined : { address: this.#address, frames: this.#frames }
    this.#address = undefined
    this.#frames = []
    this.#name = undefined
    return done
  }
}
