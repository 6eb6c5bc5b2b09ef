import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './sources.js'

interface Pin {
  readonly package: string
  readonly atLeast: string
  readonly advisory: string
}

interface LockedPackage {
  readonly version?: string
  readonly resolved?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

type LockedPackages = Readonly<Record<string, LockedPackage>>

const readJson = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'))

export const lockedPackages = () => (readJson('package-lock.json') as { readonly packages: LockedPackages }).packages
export const securityPins = () => readJson('config/security-pins.json') as readonly Pin[]

/** Packages that the lockfile ties to one registry. */
export function tiedToRegistry(packages: LockedPackages): readonly string[] {
  return Object.keys(packages).filter((path) => packages[path]?.resolved?.startsWith('http'))
}

/** Optional packages of other platforms that are left out: `npm ci` refuses such a lockfile. */
export function leftOut(packages: LockedPackages): readonly string[] {
  const paths = Object.keys(packages)
  const wanted = Object.values(packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}))
  return wanted.filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)))
}

/** Pins that some installed copy of the package breaks, or that no installed package needs any more. */
export function brokenPins(packages: LockedPackages, pins: readonly Pin[]): readonly string[] {
  return pins.flatMap((pin) => {
    const copies = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${pin.package}`))
    const old = copies.filter(([, { version }]) => isOlder(version ?? '0', pin.atLeast))
    if (copies.length === 0) return [`${pin.package} is not installed: remove its pin`]
    return old.map(([path, { version }]) => `${path} is ${version}, ${pin.advisory} is fixed in ${pin.atLeast}`)
  })
}

/** Compares releases; a pre-release counts as older than its release. */
export function isOlder(version: string, than: string): boolean {
  const order = (text: string) => [...numbersOf(text), text.includes('-') ? 0 : 1]
  const [left, right] = [order(version), order(than)]
  const differs = left.findIndex((part, index) => part !== right[index])
  return differs >= 0 && (left[differs] ?? 0) < (right[differs] ?? 0)
}

function numbersOf(version: string): readonly number[] {
  const [release = ''] = version.split('-')
  return [0, 1, 2].map((index) => Number(release.split('.')[index] ?? 0))
}
