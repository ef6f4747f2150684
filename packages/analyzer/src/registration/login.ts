import type { SipMessage } from '@sipscope/parser';
import { withOneMore } from '../message/compact-list.ts';
import type { Authentication, Challenged, CheckedCredentials } from '../identity/authentication.ts';
import type { RegistrationFailure } from '../rows/registration-row.ts';
import { cut } from './register-contact.ts';
import type { FinalResponse, Login, Registration } from './registration.ts';

/** So many kinds of problems are told. */
const maxProblems = 16;

/** The credentials of a request, nearest to the user agent; `request`: a number that no other one has. Whether there are any that prove something; those of IMS's first REGISTER are a name only. */
export function receiveCredentials(
  registration: Registration,
  message: SipMessage,
  { frame, request }: { frame: number; request: number },
): boolean {
  const all = registration.authentication?.receiveRequest(message, request) ?? [];
  const shown = all.find(({ isOnlyName }) => !isOnlyName) ?? all[0];
  if (shown !== undefined) showCredentials(registration, shown);
  for (const { problems } of all) for (const code of problems) addProblem(registration.login, code, frame);
  const proves = all.some(({ isOnlyName }) => !isOnlyName);
  if (proves && all.some(({ problems }) => problems.includes('nonce-unseen')) && registration.login?.challenges === 0)
    registration.isCut = true;
  return proves;
}

function showCredentials(registration: Registration, credentials: CheckedCredentials): void {
  const login = (registration.login ??= emptyLogin());
  login.scheme = credentials.scheme;
  login.realm = credentials.realm ?? login.realm;
  login.username = credentials.username ?? login.username;
  login.algorithm = credentials.algorithm ?? login.algorithm;
  login.qop = credentials.qop ?? login.qop;
  login.password = credentials.password;
}

function addProblem(login: Login | undefined, code: string, frame: number): void {
  const known = login?.problems.find((problem) => problem.code === code);
  if (known !== undefined) known.count++;
  else if (login !== undefined && login.problems.length < maxProblems)
    login.problems = withOneMore(login.problems, { code, count: 1, frame });
}

function emptyLogin(): Login {
  return {
    scheme: '',
    realm: undefined,
    username: undefined,
    algorithm: undefined,
    qop: undefined,
    challenges: 0,
    stale: 0,
    refused: 0,
    password: undefined,
    serverPassword: undefined,
    problems: [],
  };
}

/** What a challenge says of what was tried before. */
export type ChallengeVerdict = {
  /** Whether it refuses credentials for good: others are needed. */
  readonly isRefusal: boolean;
  readonly why: RegistrationFailure | undefined;
};

export function receiveChallenge(
  registration: Registration,
  message: SipMessage,
  { timeNs }: FinalResponse,
): ChallengeVerdict {
  learnSecurity(registration, message);
  const { authentication } = registration;
  const challenged = authentication?.receiveChallenge(message, timeNs);
  if (authentication === undefined || challenged === undefined) return { isRefusal: false, why: undefined };
  const login = (registration.login ??= emptyLogin());
  login.challenges++;
  if (challenged.reason === 'stale') login.stale++;
  if (challenged.reason === 'refused') login.refused++;
  login.scheme = login.scheme === '' ? challenged.scheme.toLowerCase() : login.scheme;
  login.realm ??= challenged.realm;
  login.algorithm ??= challenged.algorithm;
  return { isRefusal: challenged.reason === 'refused', why: whyOf(challenged, login, authentication) };
}

function whyOf({ reason }: Challenged, { password }: Login, { last }: Authentication): RegistrationFailure | undefined {
  switch (reason) {
    case 'none-given':
      return 'no-credentials';
    case 'other-realm':
      return 'realm-differs';
    case 'stale':
      return 'stale-nonce';
    case 'renewed':
      return last.some(({ problems }) => problems.includes('nonce-replayed')) ? 'nonce-replayed' : 'stale-nonce';
    case 'resynchronised':
      return undefined;
    case 'refused':
      return password === undefined ? 'credentials-refused' : `${password}-password`;
  }
}

/** Credentials were accepted. */
export function receiveAcceptance({ authentication, login }: Registration, message: SipMessage, timeNs: number): void {
  if (authentication === undefined) return;
  const verdict = authentication.receiveSuccess(message, timeNs);
  if (verdict !== undefined && login !== undefined) login.serverPassword = verdict;
}

function learnSecurity(registration: Registration, message: SipMessage): void {
  const offered = message.values('Security-Server');
  if (offered.length === 0) return;
  const names = offered.slice(0, 8).map(({ mechanism }) => cut(mechanism));
  registration.extend().securityMechanisms = [...new Set(names)];
}
