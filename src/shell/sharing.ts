/** Who has a table of the shell in common since the shell forked: whoever changes it while others have it copies it first. */
export interface Sharing {
  /** Shells that have it. One that was killed never says that it has gone, which costs a copy. */
  users: number;
}

/** For a shell that has ended: nothing is its own any more. */
export const GIVEN_UP: Sharing = { users: Number.POSITIVE_INFINITY };
