/** Proves findings: rehearses, for each, machines in which it should bite beside ones in which it should not. */
import { builtinImage } from '../image/builtin/builtin-image.ts';
import { type Image, ImageProblem } from '../image/image.ts';
import { programs } from '../programs/index.ts';
import { consequence, endsBadly } from './consequence.ts';
import { KINDS } from './kinds/index.ts';
import { withoutEntry } from './mended.ts';
import type { NotProved, Proof, Seen, Side, ToProve, Trial } from './proof.ts';
import { type DirectoryImage, type Rehearsed, rehearseTrial } from './rehearse-trial.ts';
import { type SideText, scenarioText } from './scenario-text.ts';
import { type Subject, subjectOf } from './subject.ts';

/** Tries all that is known for the finding's rule. The same arguments give the same proof. */
export function prove(asked: ToProve, directoryImage: DirectoryImage): Proof {
  const kinds = KINDS.filter(({ rules }) => rules.includes(asked.finding.rule));
  if (kinds.length === 0) return notProved(`there is no rehearsal for ${asked.finding.rule}`);
  const image = imageOf(asked, directoryImage);
  if (image instanceof ImageProblem) return notProved(image.message);
  const subject = subjectOf(asked, image, (program) => programs.has(program));
  if ('kind' in subject) return subject;
  const trials = kinds.flatMap((kind) => kind.trials(subject));
  let first: NotProved | undefined;
  for (const trial of trials) {
    const proof = tryOut(trial, subject, directoryImage);
    if (proof.kind === 'proved') return proof;
    first ??= proof;
  }
  if (!first) return notProved('no machine is known in which it would bite');
  return trials.length > 1 ? notProved(`${first.why} (${trials.length} machines tried)`) : first;
}

const notProved = (why: string): NotProved => ({ kind: 'not proved', why });

const imageOf = ({ imageFolder }: ToProve, directoryImage: DirectoryImage): Image | ImageProblem =>
  imageFolder === undefined ? builtinImage() : directoryImage(imageFolder);

function tryOut(trial: Trial, subject: Subject, directoryImage: DirectoryImage): Proof {
  const { finding } = subject;
  const name = [finding.rule, baseName(finding.file).replace(/\W+/g, '-'), finding.line].join('-');
  const laid = (side: Side): Side => ({
    keys: { ...subject.keys, ...side.keys },
    scripts: side.scripts ?? subject.scripts,
  });
  const sides: [SideText, SideText] = [
    { name: trial.condition, side: laid(trial.bites) },
    { name: trial.instead, side: laid(trial.control) },
  ];
  const rehearsed = rehearseTrial({ name, summary: finding.message, sides }, directoryImage);
  const seen = rehearsed(0);
  const why = stopsProof(seen, trial.condition);
  if (why !== undefined || 'refused' in seen) return notProved(why ?? '');
  const other = rehearsed(1);
  const whyNot = stopsProof(other, trial.instead);
  if (whyNot !== undefined || 'refused' in other) return notProved(whyNot ?? '');
  const bites: Seen = { rehearsal: seen, subject };
  const control: Seen = { rehearsal: other, subject };
  const shown = consequence(trial, bites, control);
  if (!shown) return notProved(nothingShown(trial, bites, control));
  if (subject.isAdded && endsBadly(bites) && endsWithoutIt(trial, subject, directoryImage))
    return notProved(`${trial.condition} the boot does not succeed without the hook either`);
  const texts = (part: 'includes' | 'excludes', own: readonly string[] | undefined) => (own ? { [part]: own } : {});
  const expect = {
    outcome: seen.outcome,
    ...(shown.includes || shown.excludes
      ? { journal: { ...texts('includes', shown.includes), ...texts('excludes', shown.excludes) } }
      : {}),
  };
  const opposite =
    shown.includes || shown.excludes
      ? { journal: { ...texts('includes', shown.excludes), ...texts('excludes', shown.includes) } }
      : {};
  const sentence = `${trial.condition} ${shown.text}`;
  const written = scenarioText({
    name,
    summary: `${finding.rule}, ${finding.file}:${finding.line}: ${sentence}.`,
    sides: [
      { ...sides[0], expect },
      { ...sides[1], expect: { outcome: other.outcome, ...opposite } },
    ],
  });
  return {
    kind: 'proved',
    sentence,
    control: `${trial.instead} ${saysEnd(control)}`,
    outcome: seen.outcome,
    cause: endsBadly(bites) ? seen.cause.map((step) => step.text) : [],
    scenario: { name, ...written },
  };
}

/** Whether a machine of the finding's own condition fails with the image's own scripts as well. */
function endsWithoutIt(trial: Trial, subject: Subject, directoryImage: DirectoryImage): boolean {
  if (trial.control.scripts) return false;
  const side: SideText = {
    name: 'alone',
    side: { keys: { ...subject.keys, ...trial.bites.keys }, scripts: withoutEntry(subject) },
  };
  const alone = rehearseTrial({ name: 'alone', summary: '', sides: [side, side] }, directoryImage)(0);
  return 'refused' in alone || alone.outcome !== 'boots';
}

/** What makes a rehearsal say nothing, a sentence; undefined when it does say something. */
function stopsProof(rehearsed: Rehearsed, side: string): string | undefined {
  if ('refused' in rehearsed) return `${side}: ${rehearsed.refused}`;
  const [what] = rehearsed.unsupported;
  return what ? `${side} nothing is certain: ${what.what} is not modelled (${what.detail})` : undefined;
}

function nothingShown(trial: Trial, bites: Seen, control: Seen): string {
  const { condition, instead } = trial;
  if (!endsBadly(bites)) return `${condition} ${saysEnd(bites)}`;
  if (endsBadly(control)) return `${instead} ${saysEnd(control)} too: ${control.rehearsal.cause.at(-1)?.text ?? '?'}`;
  return `${condition} ${saysEnd(bites)}, but what leads there does not go through the finding's line: ${bites.rehearsal.cause.at(-1)?.text ?? '?'}`;
}

function saysEnd({ rehearsal }: Seen): string {
  if (rehearsal.outcome === 'boots') return 'it boots';
  return rehearsal.outcome === 'hang' ? 'it hangs' : `it ends in ${rehearsal.outcome}`;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
