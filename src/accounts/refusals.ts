import { UnauthenticatedError } from '../kernel/errors.js'

/** One sentence for an unknown login, a wrong password, a user who left, a wrong code: who tries learns nothing from it. */
export function wrongCredentials(): UnauthenticatedError {
  return new UnauthenticatedError('wrong-credentials', { zh: '账号或密码不正确。', en: 'The login or the password is not right.' })
}

/** The password was right; now the code is asked for. */
export function otpRequired(): UnauthenticatedError {
  return new UnauthenticatedError('otp-required', { zh: '请输入验证码。', en: 'Please give the code of your second factor.' })
}
