export type * from './rows.ts';
export type * from './rows/finding-row.ts';
export {
  bodyKinds,
  callAnnotations,
  callOutcomes,
  callVerdicts,
  explainedKinds,
  storyEventKinds,
  streamProblems,
} from './rows.ts';
export type { Password } from './identity/passwords.ts';
export { registrationFailures, registrationOutcomes, registrationStates } from './rows/registration-row.ts';
export { subscriptionStates } from './rows/subscription-row.ts';
export { publicationStates } from './rows/publication-row.ts';
export type * from './analysis.ts';
export type * from './capture/packet.ts';
export type * from './transport/delivery.ts';
export type * from './filter/filter.ts';
export { parseFilter, type ParseFilterOptions } from './filter/parse-filter.ts';
export { filterTerms, type FilterTerm } from './filter/filter-terms.ts';
export { withoutField } from './filter/without-field.ts';
export { fieldAliases, type FieldAlias } from './filter/field-aliases.ts';
export { isAddressKey, isTimeKey } from './filter/field-kinds.ts';
export { asksCaptureTimes, type CaptureTimes, withCaptureTimes } from './filter/filter-time-bounds.ts';
export { comparedTime, dateLength, type FilterTime, readTime } from './filter/filter-time.ts';
export { type AddressPrefix, readPrefix } from './filter/address-prefix.ts';
export { re2Expression } from './filter/expression/compile-expression.ts';
export { printFilter } from './filter/print-filter.ts';
export { containingPattern, leavesOf, matchesFilter } from './filter/matches-filter.ts';
export { isAnything, numberClass, numberOf, textPattern, type TextPattern, uriSchemes } from './filter/filter-value.ts';
export { compareText, foldText } from './filter/fold-text.ts';
export { rowFields, type FieldType } from './filter/row-fields.ts';
export { formatLadder, ladderFormats, type LadderFormat, type LadderFormatOptions } from './report/format-ladder.ts';
export { formatSipp, SippError, sippHops, type SippHop, type SippOptions } from './report/sipp/format-sipp.ts';
export { visibleText } from './report/visible-text.ts';
export { clipToWidth, displayWidth, padToWidth } from './report/display-width.ts';
export { analyze, analyzeFiles, analyzePackets } from './analyze.ts';
export { Anonymizer } from './anonymize/anonymizer.ts';
export { anonymizeCall, type ToldCall } from './anonymized-call.ts';
export { extractPackets, type ExtractOptions, type ToExtract } from './extract.ts';
export type { OpenedCapture } from './opened-packets.ts';
export { listen, type ListenOptions, type Recording } from './listen.ts';
export {
  recordAudio,
  type RecordedAudio,
  type RecordingEnvelope,
  recordingHeader,
  type RecordOptions,
} from './record-audio.ts';
export { AudioError, type AudioErrorCode } from './media/audio/audio-error.ts';
export { type AudioLeg, audioLegs, type StreamToHear } from './media/audio/audio-legs.ts';
export type { HeardStream } from './media/audio/call-audio.ts';
export type { ChannelEnvelope } from './media/audio/envelope.ts';
export { WAV_HEADER_BYTES } from './media/audio/wav.ts';
export { buildFlow, buildLadder, type KnownToLadder, type LadderMessage } from './report/ladder.ts';
export { markFindings } from './report/ladder-findings.ts';
export { judgeMessage } from './judge-message.ts';
export { type KnownToStory, tellCall } from './story/tell-call.ts';
export { formatStory } from './report/format-story.ts';
export { sectionBlocks } from './report/story-sections.ts';
export type { CallMessage } from './message/call-message.ts';
export { AddressNames, type Aliases, readAliases } from './participants/address-names.ts';
export { imsLines } from './report/ims-lines.ts';
export { checkPassports, type PassportVerdicts } from './identity/verify-passport.ts';
export { type Certificate, readCertificates } from './identity/certificates.ts';
export { alignInOrder } from './report/compare/align.ts';
export { compareMessages } from './report/compare/compare-messages.ts';
export { litMiddle } from './report/compare/compare-values.ts';
export type * from './report/compare/comparison.ts';
export { compareCalls, mostComparedMessages } from './report/compare/compare-calls.ts';
export * from './report/compare/call-comparison.ts';
export {
  type CaptureComparison,
  type CaptureToCompare,
  compareCaptures,
  type ComparedFigure,
  type ComparedFigures,
  comparedSections,
} from './report/compare/compare-captures.ts';
export { messageDetail, type MessageKnowledge } from './report/message-detail.ts';
export { heldSource, type MessageSource } from './report/explain/message-source.ts';
export { type Railroad, type RailroadShape, ruleDiagram } from './report/explain/rule-diagram.ts';
export {
  type HeaderName,
  headerTable,
  methodTable,
  sdpAttributeTable,
  type SipMethod,
  type StatusCode,
  statusTable,
} from '@sipscope/parser/registry';
export { expectFlow, type ExpectInput, type ExpectOptions } from './expect/expect-flow.ts';
export type { FlowLine, FlowReport, FlowVerdict } from './expect/flow-report.ts';
export { formatReport } from './expect/format-report.ts';
export { junitReport } from './expect/junit-report.ts';
export { readScript } from './expect/script/read-script.ts';
export { type Script, ScriptError } from './expect/script/script.ts';
export { writeFlow } from './expect/write-flow.ts';
export { CaptureReader } from './capture/capture-reader.ts';
export { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
export { CaptureError } from './capture/capture-error.ts';
export { CaptureFiles, type CaptureFilesOptions } from './capture/capture-files.ts';
export type { CaptureFileToRead } from './capture/capture-file.ts';
export type { CaptureFileFacts, PacketSource } from './capture/packet-input.ts';
export { untilAborted } from './capture/until-aborted.ts';
export type { CaptureInput } from './capture/capture-input.ts';
export { openBlob } from './capture/blob-input.ts';
export { type CaptureRecord, PacketRecords, type PacketRecordsOptions } from './capture/packet-records.ts';
export { csvRecord, csvText } from './report/csv-text.ts';
export { jsonText } from './report/json-text.ts';
export { keyLogBytes } from './transport/tls/key-log.ts';
export type { GrowingKeyLog } from './transport/tls/growing-key-log.ts';
export { captureDamage } from './report/capture-damage.ts';
export { lacksKeys, type OtherTraffic, otherTraffic, otherTrafficText } from './report/other-traffic.ts';
