/** A trace does not hold: what is wrong has been said already, and only the exit code is left to tell. */
export class VerificationFailed extends Error {
  override readonly name = "VerificationFailed";
}
