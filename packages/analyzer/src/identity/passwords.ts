/** The password of a user. Never shown, and in no row. */
export type Password = {
  /** As `username` says it in credentials; `user@realm` where it is meant for that realm alone. */
  readonly user: string;
  readonly secret: string;
};

/** The passwords that are given to check digests with. */
export class Passwords {
  /** By `user`. */
  readonly #secrets: ReadonlyMap<string, readonly string[]>;

  constructor(passwords: readonly Password[]) {
    const byUser = Map.groupBy(passwords, ({ user }) => user);
    this.#secrets = new Map([...byUser].map(([user, list]) => [user, list.map(({ secret }) => secret)]));
  }

  /** Those that may be meant: those for user and realm, else those for the user. Of several, one may be right. */
  of(username: string, realm: string): readonly string[] {
    return this.#secrets.get(`${username}@${realm}`) ?? this.#secrets.get(username) ?? none;
  }

  /** All names that a user in that realm may have: to find one that is sent as a digest. */
  *usernamesIn(realm: string): Generator<string, void, undefined> {
    for (const user of this.#secrets.keys()) {
      yield user;
      if (user.endsWith(`@${realm}`)) yield user.slice(0, -realm.length - 1);
    }
  }
}

const none: readonly string[] = [];
