import { jsonText } from '@sipscope/analyzer';
import { type FindingSeverity, type Rule, ruleLinks, rulePage, silentCases } from '@sipscope/analyzer/conformance';

import type { Finding, FindingGroup } from './finding-groups.ts';
import type { LintReport } from './lint-report.ts';
import type { LintedFile } from './lint-file.ts';
import { regionInMessage, SarifPlaces, uriOf } from './sarif-places.ts';

const levels: Readonly<Record<FindingSeverity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  security: 'warning',
  info: 'note',
};

/** The report as SARIF 2.1.0: what code scanning of forges and editors read. */
export async function lintSarif(report: LintReport, version: string): Promise<string> {
  const { choice, files, status } = report;
  const artifacts = new Artifacts(files);
  const indexes = new Map(choice.rules.map(({ id }, index) => [id, index]));
  const results: object[] = [];
  for (const [index, file] of files.entries()) {
    const places = await SarifPlaces.of(file);
    for (const group of file.groups) results.push(...resultsOf(group, { index, places, artifacts, indexes }));
  }
  const run = {
    tool: {
      driver: { name: 'Sipscope', version, semanticVersion: version, rules: choice.rules.map(ruleObject) },
    },
    columnKind: 'utf16CodeUnits',
    artifacts: artifacts.all,
    invocations: [
      {
        executionSuccessful: files.every((file) => file.status !== 3),
        exitCode: status,
        toolExecutionNotifications: notifications(report),
        toolConfigurationNotifications: choice.expired.map(({ rule, reason, expires }) => ({
          level: 'warning',
          message: { text: `A suppression of ${rule} ended on ${expires} and holds no more: ${reason}` },
        })),
      },
    ],
    results,
  };
  return `${jsonText(
    { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] },
    2,
  )}\n`;
}

/** Rules that failed themselves, and files that could not be read. */
function notifications({ files }: LintReport): readonly object[] {
  const unreadable = files
    .filter(({ status }) => status === 3)
    .map(({ name }) => ({ level: 'error', message: { text: `${name} cannot be read.` } }));
  const faults = files.flatMap(({ outcomes }) =>
    outcomes.flatMap(({ rule, fault }) =>
      fault === undefined ? [] : [{ level: 'error', message: { text: `${rule} failed itself: ${fault}` } }],
    ),
  );
  return [...unreadable, ...faults];
}

function ruleObject(rule: Rule): object {
  const { id, title, why, advice, level, severity, rfc } = rule;
  const family = id.slice(0, id.lastIndexOf('-'));
  return {
    id,
    name: id.replaceAll('-', ''),
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why}\n\n${advice}`, markdown: rulePage(rule, { silent: silentCases(id), drawn: undefined }) },
    helpUri: ruleLinks(rule).rfc,
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: [...new Set([family, `RFC ${rfc}`, level, ...(severity === 'security' ? ['security'] : [])])],
      precision: 'high',
      ...(severity === 'security' ? { 'security-severity': '5.0' } : {}),
    },
  };
}

/** Files, and behind them the messages that do not stand in their file as they are. */
class Artifacts {
  readonly all: object[];
  readonly #files: readonly LintedFile[];
  readonly #messages = new Map<string, number>();

  constructor(files: readonly LintedFile[]) {
    this.#files = files;
    this.all = files.map((file) => ({ location: { uri: uriOf(file) }, roles: ['analysisTarget'] }));
  }

  ofFile(index: number): { readonly uri: string; readonly index: number } {
    // One of the files it was made for.
    return { uri: uriOf(this.#files[index]!), index };
  }

  ofMessage(file: number, { row, bytes, size }: Finding): { readonly uri: string; readonly index: number } {
    const uri = `${uriOf(this.#files[file]!)}/packet-${row.frame}${row.index === undefined ? '' : `-${row.index}`}.sip`;
    const known = this.#messages.get(uri);
    if (known !== undefined) return { uri, index: known };
    const index = this.all.length;
    this.#messages.set(uri, index);
    this.all.push({
      location: { uri },
      parentIndex: file,
      length: size,
      mimeType: 'message/sip',
      ...(bytes === undefined ? {} : { contents: { binary: Buffer.from(bytes).toString('base64') } }),
    });
    return { uri, index };
  }
}

type ResultPlace = {
  readonly index: number;
  readonly places: SarifPlaces;
  readonly artifacts: Artifacts;
  readonly indexes: ReadonlyMap<string, number>;
};

function resultsOf(group: FindingGroup, place: ResultPlace): readonly object[] {
  const { first, count, findings, state, suppression, device } = group;
  const ruleIndex = place.indexes.get(first.rule);
  return findings.map((finding, at) => {
    const { row, fingerprint } = finding;
    // Those that are not told are counted with the first.
    const more = at === 0 ? count - findings.length : 0;
    return {
      ruleId: row.rule,
      ...(ruleIndex === undefined ? {} : { ruleIndex }),
      level: levels[row.severity],
      message: { text: row.message },
      locations: [locationOf(finding, place)],
      ...relatedOf(row.evidence, place),
      partialFingerprints: { 'sipscopeFinding/v1': fingerprint },
      baselineState: state === 'known' ? 'unchanged' : 'new',
      ...(more > 0 ? { occurrenceCount: more + 1 } : {}),
      ...(suppression === undefined
        ? {}
        : { suppressions: [{ kind: 'external', status: 'accepted', justification: suppression.reason }] }),
      properties: {
        device,
        time: row.time,
        ...(row.source === undefined ? {} : { source: row.source, destination: row.destination }),
      },
    };
  });
}

function locationOf(finding: Finding, place: ResultPlace): object {
  const { row } = finding;
  const packet = `packet ${row.frame}${row.index === undefined ? '' : `, message ${row.index}`}`;
  return {
    physicalLocation: physicalLocationOf(finding, place),
    logicalLocations: [
      ...(row.frame === undefined ? [] : [{ name: packet, kind: 'message' }]),
      ...(row.stream === undefined ? [] : [{ name: row.stream, kind: 'stream' }]),
      ...(row.call === undefined ? [] : [{ name: row.call, kind: 'call' }]),
    ],
  };
}

/** In the file; of a message that does not stand there as it is, in the message; of media only which file. */
function physicalLocationOf(finding: Finding, { index, places, artifacts }: ResultPlace): object {
  const region = places.region(finding);
  if (region !== undefined) return { artifactLocation: artifacts.ofFile(index), region };
  if (finding.size === 0) return { artifactLocation: artifacts.ofFile(index) };
  return { artifactLocation: artifacts.ofMessage(index, finding), region: regionInMessage(finding) };
}

/** So many other packets are named of a finding. */
const mostRelated = 32;

function relatedOf(evidence: readonly number[] = [], { index, artifacts }: ResultPlace): object {
  if (evidence.length === 0) return {};
  return {
    relatedLocations: evidence.slice(0, mostRelated).map((frame, id) => ({
      id,
      message: { text: `packet ${frame}` },
      physicalLocation: { artifactLocation: artifacts.ofFile(index) },
      logicalLocations: [{ name: `packet ${frame}`, kind: 'message' }],
    })),
  };
}
