import { partyName } from '../story/names.ts';
import { mediaLine } from '../story/media-text.ts';
import type { CallRow, CallStory, SessionState, StoryEvent, StoryLeg, StoryStream } from '../rows.ts';
import { sectionBlocks } from './story-sections.ts';
import { visibleText } from './visible-text.ts';

/** Frames of one line that are written. */
const mostFrames = 6;

/** The story as text: who and what came of it, what happened line by line, and the media in force on each leg. */
export function formatStory(call: CallRow, story: CallStory): string {
  const several = story.legs.length > 1;
  const blocks = [
    headOf(call, story),
    story.events.map((event) => eventLine(event, several)),
    ...(story.moreEvents === undefined ? [] : [[`and ${story.moreEvents} events more`]]),
    ...story.legs.map((leg, index) => mediaLines(leg, several ? `Media of leg ${index + 1}` : 'Media', story)),
  ];
  const told = [...blocks, ...sectionBlocks(story)];
  const lines = told.filter((block) => block.length > 0).map((block) => block.map(visibleText).join('\n'));
  return `${lines.join('\n\n')}\n`;
}

function headOf(call: CallRow, { legs }: CallStory): readonly string[] {
  const { id, from, to, outcome, status, reason, started, complete } = call;
  const decided = [status, reason].filter((part) => part !== undefined).join(' ');
  const several = legs.length > 1;
  return [
    `${id}  ${partyName(from, 'unknown')} → ${partyName(to, 'unknown')}  ${outcome}${decided === '' ? '' : ` (${decided})`}`,
    `started ${started}${complete ? '' : ', not captured whole'}`,
    ...legs.map(({ path, callId }, index) => {
      const name = several ? `leg ${index + 1}  ` : '';
      return `${name}${path.length === 0 ? 'unknown path' : path.join(' → ')}${callId === undefined ? '' : `  Call-ID ${callId}`}`;
    }),
  ];
}

function eventLine({ sinceStartMs, leg, text, frames }: StoryEvent, several: boolean): string {
  const shown = frames.slice(0, mostFrames).map((frame) => `#${frame}`);
  const more = frames.length > mostFrames ? ' …' : '';
  return `${secondsText(sinceStartMs)}  ${several ? `leg ${leg + 1}  ` : ''}${text}  ${shown.join(' ')}${more}`;
}

function mediaLines(leg: StoryLeg, title: string, { started }: CallStory): readonly string[] {
  const { session, names, streams = [] } = leg;
  if (session.states.length === 0 && streams.length === 0) return [];
  const lines = session.states.flatMap((state) => {
    const [first = 'no media', ...more] = state.media.map((media) => mediaLine(media, names));
    return [
      `  ${spanText(state, started)}  ${first}${noteOf(state)}`,
      ...more.map((line) => `  ${' '.repeat(19)}  ${line}`),
    ];
  });
  const rest = session.moreStates === undefined ? [] : [`  and ${session.moreStates} states more`];
  return [title, ...lines, ...rest, ...streams.map((stream) => streamRowLine(stream, leg, started))];
}

/** What was captured, below what was agreed on: `+4.110 to +4.610  from gw: RTP PCMA 0.5 s, lost 0 %  (s2)`. */
function streamRowLine({ stream, by, text, started, ended }: StoryStream, { names }: StoryLeg, origin: string): string {
  const from = by === undefined ? '' : `from ${names[by]}: `;
  return `  ${spanText({ started, ended }, origin)}  ${from}${text}  (${stream})`;
}

function noteOf({ preview, rollback, complete }: SessionState): string {
  const notes = [
    ...(preview === true ? ['announced, not answered'] : []),
    ...(rollback === true ? ['back to what was before'] : []),
    ...(complete ? [] : ['one side is not known']),
  ];
  return notes.length === 0 ? '' : `  [${notes.join(', ')}]`;
}

/** `+0.232 to +0.669`, as wide for all. */
function spanText({ started, ended }: Pick<SessionState, 'started' | 'ended'>, origin: string): string {
  const since = (time: string): string => secondsText(Date.parse(time) - Date.parse(origin));
  return `${since(started)} to ${ended === undefined ? 'the end' : since(ended)}`.padEnd(19);
}

function secondsText(milliseconds: number): string {
  const seconds = (milliseconds / 1000).toFixed(3);
  return (seconds.startsWith('-') ? seconds : `+${seconds}`).padEnd(8);
}
