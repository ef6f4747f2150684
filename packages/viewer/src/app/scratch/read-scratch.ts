import { judgeMessage, type MessageDetail, messageDetail } from '@sipscope/analyzer';

/** A message as the pane of messages shows it: read and judged here, in the browser. */
export async function readScratch(bytes: Uint8Array): Promise<MessageDetail> {
  const { chooseRules, rules } = await import('@sipscope/analyzer/conformance');
  return messageDetail(bytes, { findings: await judgeMessage(bytes, chooseRules(rules, {})) });
}
