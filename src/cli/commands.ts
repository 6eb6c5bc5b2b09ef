/** Every command there is, in the order in which they are explained. Adding one is adding a file and a line. */

import { backup } from './backup.js'
import type { Command } from './command.js'
import { doctor } from './doctor.js'
import { eraseDemo } from './erase-demo.js'
import { newResource } from './new-resource.js'
import { model } from './print-resource.js'
import { restore } from './restore.js'
import { seed } from './seed-volume.js'
import { userCreate, userOtp, userPassword } from './users.js'
import { why } from './why.js'

export const commands: readonly Command[] = [
  doctor,
  model,
  why,
  userCreate,
  userPassword,
  userOtp,
  backup,
  restore,
  eraseDemo,
  newResource,
  seed,
]
