import type { Readable } from 'node:stream'

export interface FileFacts {
  /** What the user calls it; kept out of every path. */
  readonly name: string
  /** As the sender declares it; believed only when the bytes agree. */
  readonly mediaType: string
  readonly limitBytes: number
}

export interface StoredFile {
  /** Where it lies, random and telling nothing; the only way to find it again. */
  readonly location: string
  readonly sizeBytes: number
  /** Hexadecimal. */
  readonly sha256: string
  /** A type a browser may be told, `application/octet-stream` for everything else. */
  readonly mediaType: string
}

export interface OpenedFile {
  /** Holds the file open until it is read to its end or destroyed. */
  readonly stream: Readable
  readonly sizeBytes: number
}

export interface FileStore {
  /**
   * Keeps the whole stream or nothing of it.
   * @throws TooLargeError `file-too-large`; UnavailableError `disk-full`; what the stream failed with
   */
  put(stream: AsyncIterable<Uint8Array>, facts: FileFacts): Promise<StoredFile>
  /** Puts a file where it lay before, e.g. from a backup; what lies there now is replaced. @throws UnavailableError `disk-full` */
  putBack(location: string, stream: AsyncIterable<Uint8Array>): Promise<void>
  /** @throws NotFoundError */
  open(location: string): Promise<OpenedFile>
  /** Does nothing when it is gone already. */
  remove(location: string): Promise<void>
}
